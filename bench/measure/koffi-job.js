// @ts-check
'use strict';
// An append to a disc and its list of modified blocks, by koffi. The drive is the one of the variable
// IMAPI2_VIRTUAL_DRIVES, as for any program that knows nothing of this package.

const { KoffiCom, guid } = require('./koffi-com.js');

const classes = {
  discMaster: guid('2735412E-7F64-5B0F-8F00-5D77AFBE261E'),
  discRecorder: guid('2735412D-7F64-5B0F-8F00-5D77AFBE261E'),
  discFormatData: guid('2735412A-7F64-5B0F-8F00-5D77AFBE261E'),
  fileSystemImage: guid('2C941FC5-975B-59BE-A960-9A2A262853A5'),
};
const interfaces = {
  classFactory: guid('00000001-0000-0000-C000-000000000046'),
  discMaster: guid('27354130-7F64-5B0F-8F00-5D77AFBE261E'),
  discRecorder: guid('27354133-7F64-5B0F-8F00-5D77AFBE261E'),
  discFormatData: guid('27354153-9F64-5B0F-8F00-5D77AFBE261E'),
  fileSystemImage: guid('2C941FE1-975B-59BE-A960-9A2A262853A5'),
  result2: guid('B507CA29-2204-11DD-966A-001AA01BBC58'),
  blockRange: guid('B507CA25-2204-11DD-966A-001AA01BBC58'),
};
const VARIANT_BYTES = 24;
const STGM_READ = 0;

class KoffiJob {
  /**
   * @param {string} koffi koffi.node
   * @param {string} server imapi2-virtual.node
   * @param {string} source the file to add
   */
  constructor(koffi, server, source) {
    const com = new KoffiCom(koffi);
    this.com = com;
    const getClassObject = com.koffi
      .load(server)
      .func('int32 __stdcall DllGetClassObject(void *clsid, void *iid, void *object)');
    /** @type {(clsid: Buffer, iid: Buffer) => bigint} */
    const create = (clsid, iid) => {
      const result = getClassObject(clsid, interfaces.classFactory, com.out);
      if (result < 0) throw new Error(`DllGetClassObject: 0x${(result >>> 0).toString(16)}`);
      const factory = com.out.readBigUInt64LE();
      const object = com.get(factory, 3, 'void *outer, void *iid, void *object', null, iid);
      com.release(factory);
      return object;
    };
    /** @type {(text: string) => unknown} */
    const bstr = com.oleaut.func('void * __stdcall SysAllocString(str16 text)');

    const master = create(classes.discMaster, interfaces.discMaster);
    const id = com.get(master, 8, 'int32 index, void *id', 0);
    const recorder = create(classes.discRecorder, interfaces.discRecorder);
    com.call(recorder, 13, 'void *id', id);
    const format = create(classes.discFormatData, interfaces.discFormatData);
    com.call(format, 12, 'void *recorder', recorder);
    com.call(format, 30, 'void *name', bstr('koffi'));
    const image = create(classes.fileSystemImage, interfaces.fileSystemImage);
    this.destroy = com.oleaut.func('int32 __stdcall SafeArrayDestroy(void *array)');
    const interfacesArray = com.get(format, 40, 'void *array');
    com.call(image, 56, 'void *array', interfacesArray);
    this.destroy(interfacesArray);
    com.get(image, 44, 'void *imported');
    const root = com.get(image, 7, 'void *root');
    const openFile = com.koffi
      .load('shlwapi.dll')
      .func(
        'int32 __stdcall SHCreateStreamOnFileEx(str16 file, uint32 mode, uint32 attributes, int32 create, void *template, void *stream)',
      );
    const opened = openFile(source, STGM_READ, 0, 0, null, com.out);
    if (opened < 0) throw new Error(`SHCreateStreamOnFileEx: 0x${(opened >>> 0).toString(16)}`);
    const stream = com.out.readBigUInt64LE();
    com.call(root, 24, 'void *path, void *stream', bstr('\\added.bin'), stream);
    const result = com.get(image, 39, 'void *result');
    this.result = com.get(result, 0, 'void *iid, void *object', interfaces.result2);
    this.held = [result, stream, root, image, format, recorder, master];
    this.accessData = com.oleaut.func(
      'int32 __stdcall SafeArrayAccessData(void *array, void *data)',
    );
    this.upperBound = com.oleaut.func(
      'int32 __stdcall SafeArrayGetUBound(void *array, uint32 dimension, void *bound)',
    );
    this.unaccessData = com.oleaut.func('int32 __stdcall SafeArrayUnaccessData(void *array)');
  }

  /** ModifiedBlocks as one flat array. */
  modifiedBlocks() {
    const { com } = this;
    const list = com.get(this.result, 12, 'void *list');
    const array = com.get(list, 7, 'void *array');
    this.upperBound(array, 1, com.out);
    const count = com.out.readInt32LE() + 1;
    this.accessData(array, com.out);
    const elements = new DataView(com.koffi.view(com.out.readBigUInt64LE(), count * VARIANT_BYTES));
    const flat = new Int32Array(2 * count);
    for (let index = 0; index < count; index++) {
      const object = elements.getBigUint64(index * VARIANT_BYTES + 8, true);
      const range = com.get(object, 0, 'void *iid, void *object', interfaces.blockRange);
      com.call(range, 7, 'void *lba', com.out);
      flat[2 * index] = com.out.readInt32LE();
      com.call(range, 8, 'void *lba', com.out);
      flat[2 * index + 1] = com.out.readInt32LE();
      com.release(range);
    }
    this.unaccessData(array);
    this.destroy(array);
    com.release(list);
    return flat;
  }

  close() {
    for (const object of [this.result, ...this.held]) this.com.release(object);
  }
}

module.exports = { KoffiJob };
