import { createRequire } from 'node:module';

/** What a console tells its programs (SetConsoleCtrlHandler, HandlerRoutine), with what Node.js calls it. */
export const consoleEvents = {
  CTRL_C_EVENT: { event: 0, signal: 'SIGINT' },
  CTRL_BREAK_EVENT: { event: 1, signal: 'SIGBREAK' },
  CTRL_CLOSE_EVENT: { event: 2, signal: 'SIGHUP' },
} as const;

type Pointer = bigint;
interface Koffi {
  load(library: string): { func(prototype: string): (...args: unknown[]) => Pointer };
}

const PROCESS_ALL_ACCESS = 0x1fffff;

/**
 * Delivers a console's event to one process as Windows does: by a thread in it that begins at kernelbase's CtrlRoutine with
 * the event's number. GenerateConsoleCtrlEvent would tell every process of the console, this one too, and cannot close one;
 * Wine's knows Ctrl-C only. kernelbase.dll lies at the same address in every process. `koffi`: the path of koffi.node.
 */
export function sendConsoleEvent(koffi: string, pid: number, event: number): void {
  const kernel = (createRequire(__filename)(koffi) as Koffi).load('kernel32.dll');
  const open = kernel.func('void *__stdcall OpenProcess(uint32 access, int inherit, uint32 pid)');
  const close = kernel.func('int __stdcall CloseHandle(void *handle)');
  const moduleOf = kernel.func('void *__stdcall GetModuleHandleA(const char *name)');
  const addressOf = kernel.func('void *__stdcall GetProcAddress(void *module, const char *name)');
  const start = kernel.func(
    'void *__stdcall CreateRemoteThread(void *process, void *security, size_t stack, void *start, uintptr_t parameter, uint32 flags, void *id)',
  );
  const routine = addressOf(moduleOf('kernelbase.dll'), 'CtrlRoutine');
  const target = open(PROCESS_ALL_ACCESS, 0, pid);
  const thread = start(target, null, 0, routine, event, 0, null);
  if (!thread) throw new Error(`no thread could be started in process ${pid}`);
  close(thread);
  close(target);
}
