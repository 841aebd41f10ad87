'use strict';
const element = (id) => document.getElementById(id);

element('burn').onclick = () => window.disc.burn();
element('cancel').onclick = () => window.disc.cancel();

window.disc.onMessage((message) => {
  const burning = message.type === 'progress';
  element('burn').disabled = burning;
  element('cancel').disabled = !burning;
  if (burning) {
    element('bar').value = message.fraction;
    element('words').textContent = message.phase;
  } else if (message.type === 'done') {
    element('words').textContent = `Done: ${message.sectors} sectors recorded and read back.`;
  } else {
    element('words').textContent = message.error.message;
  }
});
