import type { Call } from './calls';
import { tolerates, type Span, type Tolerance } from './tolerance';

/**
 * Calls whose failure an operation survives, and why it may. The failure of any other must end it, so that one that is swallowed
 * by mistake is found. Objects of IMAPI2 call each other, and what the client may survive inside of one of its calls it must
 * tell inside of the next: so most entries name its own calls, and mean what is called inside of them.
 */

const first: Span = [1, 1];
const second: Span = [2, 2];
const last: Span = [-1, -1];

const read = 'IDiscRecorder2Ex::SendCommandGetDataFromDevice';
const write = 'IDiscFormat2Data::Write';
const importing = 'IFileSystemImage::ImportFileSystem';
const E_FAIL = 0x80004005;
const BECOMING_READY = 0xc0aa0205;

const facts: Tolerance = {
  why: 'media() says null, or nothing, of what the drive does not tell, and a burn then has no estimate of its time.',
  calls: {
    'IDiscFormat2Data::get_CurrentWriteSpeed': 'any',
    'IDiscFormat2Data::get_SupportedWriteSpeedDescriptors': 'any',
    'IDiscFormat2Data::get_WriteProtectStatus': 'any',
    'IDiscFormat2Data::get_NextWritableAddress': 'any',
  },
  own: true,
};
const writeUnit = (calls: Tolerance['calls']): Tolerance => ({
  why: 'Without a write unit plans round to nothing, journals to that of a DVD, comparisons to the largest.',
  calls,
  own: true,
});
const unitSize = writeUnit({
  'IMultisessionRandomWrite::get_WriteUnitSize': 'any',
  'IMultisessionSequential2::get_WriteUnitSize': 'any',
});
const interfaces = 'IDiscFormat2Data::get_MultisessionInterfaces';
const ownStatus: Tolerance = {
  why: "What the drive itself says of the disc is compared with IMAPI2's flags only where it says anything.",
  calls: { 'IDiscRecorder2Ex::GetDiscInformation': 'any' },
  own: true,
};
/** What is known of any medium. */
const medium: readonly Tolerance[] = [
  facts,
  unitSize,
  writeUnit({ [interfaces]: 'any' }),
  ownStatus,
];

const identity: Tolerance = {
  why: 'A disc whose identity is not known is warned of before it is burned.',
  calls: {
    'IDiscRecorder2Ex::GetDiscInformation': 'any',
    'IDiscRecorder2Ex::GetTrackInformation': 'any',
  },
  own: true,
};
const identityReads = (places: Span): Tolerance => ({
  why: identity.why,
  calls: { [read]: places },
  own: true,
});
const transferSize: Tolerance = {
  why: 'Reads are then of 64 KB, which every adapter takes.',
  calls: { 'IDiscRecorder2Ex::GetMaximumPageAlignedTransferSize': 'any' },
  own: true,
};
const progress: Tolerance = {
  why: 'Progress is a convenience: nothing fails for want of an event, or of a figure in it.',
  calls: { 'DDiscFormat2DataEvents::Update': 'any' },
};
const fileNames: Tolerance = {
  why: 'A burn without the names of its files tells progress without them.',
  calls: {
    'IFileSystemImageResult::get_ProgressItems': 'any',
    'IProgressItems::get_EnumProgressItems': 'any',
    'IEnumProgressItems::Next': 'any',
    'IProgressItem::get_Description': 'any',
    'IProgressItem::get_FirstBlock': 'any',
    'IProgressItem::get_LastBlock': 'any',
  },
};
const givingBackOf = (...methods: readonly string[]): Tolerance => ({
  why: 'What was to be done is done. Giving back is tried five times, and closing the handles does it at the latest.',
  calls: Object.fromEntries(methods.map((method) => [method, 'any'])),
});
const givingBack = givingBackOf(
  'IConnectionPoint::Unadvise',
  'IDiscRecorder2::EnableMcn',
  'IDiscRecorder2::ReleaseExclusiveAccess',
);
/** The last command of all. */
const tray = (inside: string): Tolerance => ({
  why: "The tray is unlocked when IMAPI2's format object lets its recorder go, and nobody is told where that fails.",
  calls: { 'IDiscRecorder2Ex::SendCommandNoData': last },
  inside,
});
const takenBack =
  'What could not be taken back after a burn is taken back before the next (format_settings.cc).';
const restored = (...methods: readonly string[]): Tolerance => ({
  why: takenBack,
  calls: Object.fromEntries(methods.map((method) => [method, second])),
});
const onceMore = (places: Span): Tolerance => ({
  why: 'When sectors are compared, a drive that says no more than E_FAIL of many is asked for each, and here answers.',
  calls: { [read]: places },
  own: true,
  failures: [E_FAIL],
});
const witness = (places: Span): Tolerance => ({
  why: 'What the disc held is looked at in case the burn fails; without it a failure says that the state is unknown.',
  calls: { [read]: places },
  own: true,
});
const withoutProgress = 'It tells no progress then.';
const listening = (events: string, places: Span): Tolerance => ({
  why: withoutProgress,
  calls: {
    'IConnectionPointContainer::FindConnectionPoint': places,
    'IConnectionPoint::Advise': places,
    [events]: 'any',
    'IConnectionPoint::Unadvise': 'any',
  },
});
const importEvents = listening('DFileSystemImageImportEvents::UpdateImport', first);
const imageEvents = listening('DFileSystemImageEvents::Update', first);
const staging: Tolerance = {
  why: 'Older IMAPI2FS has no such property; the image is made all the same, with its files staged.',
  calls: { 'IFileSystemImage::put_StageFiles': first },
};
const twice: Tolerance = {
  why: "IMAPI2FS reads what the disc has twice, and can do without the drive's transfer size. The image has all files.",
  calls: { 'IDiscRecorder2Ex::GetMaximumNonPageAlignedTransferSize': 'any', [read]: 'any' },
  inside: importing,
};
const erasing: readonly Tolerance[] = [
  givingBack,
  tray('IDiscFormat2Erase::EraseMedia'),
  { why: withoutProgress, calls: { 'DDiscFormat2EraseEvents::Update': 'any' } },
  {
    why: 'The erase is done; its format object goes, and with it what it holds.',
    calls: { 'IDiscFormat2Erase::put_Recorder': last },
  },
];
/** After the one that judges the stream. */
const streamEnd: Tolerance = {
  why: 'A write that does not know where the stream ends reads no further than its ranges.',
  calls: { 'IStream::Stat': last },
  inside: write,
};
const anyBurn: readonly Tolerance[] = [
  facts,
  unitSize,
  ownStatus,
  identity,
  progress,
  fileNames,
  givingBack,
  transferSize,
  streamEnd,
  tray(write),
];
const burn: readonly Tolerance[] = [...anyBurn, writeUnit({ [interfaces]: 'any' })];

/** By the operation's name. */
const tolerances: Readonly<Record<string, readonly Tolerance[]>> = {
  'open, recorders, recorder': [
    {
      why: 'recorders() lists a drive that cannot be asked with its error, and recorder() opens it all the same.',
      calls: {
        'IClassFactory::CreateInstance': [3, 3],
        'IDiscRecorder2::InitializeDiscRecorder': first,
        'IDiscRecorder2::get_DeviceCanLoadMedia': 'any',
        'IDiscRecorder2::get_ProductId': 'any',
        'IDiscRecorder2::get_ProductRevision': 'any',
        'IDiscRecorder2::get_VendorId': 'any',
        'IDiscRecorder2::get_VolumePathNames': 'any',
      },
    },
  ],
  media: medium,
  exclusiveOwner: [
    {
      why: 'Where nobody holds the drive some versions of IMAPI2 fail, with HRESULTs that nobody has written down.',
      calls: { 'IDiscRecorder2::get_ExclusiveAccessOwner': first },
    },
  ],
  waitUntilReady: [
    {
      why: 'A drive that is becoming ready is asked again until the time-out.',
      calls: { 'IDiscRecorder2Ex::SendCommandNoData': first },
      failures: [BECOMING_READY],
    },
  ],
  'lock and release': [givingBackOf('IDiscRecorder2::ReleaseExclusiveAccess')],
  readSectors: [transferSize],
  erase: erasing,
  'erase of a CD-RW': erasing,
  'createImage, without a drive': [staging],
  'createImage with import': [
    staging,
    importEvents,
    transferSize,
    identity,
    identityReads([13, 15]),
    twice,
  ],
  'add, addTree, createDirectory, remove, list, setVolumeName': [
    imageEvents,
    {
      why: 'An entry without a date is listed with null.',
      calls: { 'IFsiItem::get_LastModifiedTime': 'any' },
    },
  ],
  createResult: [imageEvents],
  planBurn: [...medium, identity, transferSize],
  'burnModified with a journal': [
    ...burn,
    witness([14, 21]),
    onceMore([32, -1]),
    restored('IDiscFormat2Data::SetWriteSpeed'),
    {
      why: takenBack,
      calls: {
        'IDiscRecorder2Ex::GetModePage': last,
        'IDiscRecorder2Ex::GetSupportedProfiles': last,
        'IDiscRecorder2Ex::SendCommandSendDataToDevice': last,
      },
      inside: 'IDiscFormat2Data::SetWriteSpeed',
    },
  ],
  'burnModified, verified by the drive, closed and ejected': [
    ...burn,
    restored(
      'IBurnVerification::put_BurnVerificationLevel',
      'IDiscFormat2Data::put_ForceMediaToBeClosed',
    ),
    { why: 'The burn is done; a warning says so.', calls: { 'IDiscRecorder2::EjectMedia': 'any' } },
    witness([12, 21]),
  ],
  'burnImage on a blank disc': [...burn, witness([1, 3]), onceMore([4, -1])],
  'burnImage on a blank DVD+R': [...burn, witness([1, 3]), onceMore([4, -1])],
  'burnImage over a recorded disc': [
    ...burn,
    witness([4, 8]),
    onceMore([9, -1]),
    restored('IDiscFormat2Data::put_ForceOverwrite'),
  ],
  'burnImage of differences': [...burn, witness([84, 86]), onceMore([4, -1])],
  verifyRanges: [transferSize, onceMore([1, -1])],
  updateDisc: [
    ...anyBurn,
    // Once for media(), once for the burn; what the import asks for in between it can't do without.
    writeUnit({ [interfaces]: first }),
    writeUnit({ [interfaces]: last }),
    {
      why: unitSize.why,
      calls: { 'IDiscRecorder2Ex::GetSupportedProfiles': 'any' },
      inside: interfaces,
    },
    identityReads([15, 17]),
    witness([31, 40]),
    onceMore([45, -1]),
    staging,
    listening('DFileSystemImageImportEvents::UpdateImport', [1, 2]),
    listening('DFileSystemImageEvents::Update', first),
    twice,
  ],
  resumeBurn: [givingBack, transferSize],
};

/** Why that operation may succeed although that call fails; null where it may not. `hit`: as `tolerates` takes it. */
export function toleranceOf(
  operation: string,
  call: Call,
  hit: ReadonlySet<string>,
  fail: number,
): string | null {
  const tolerance = tolerances[operation]?.find((each) => tolerates(each, call, hit, fail));
  return tolerance?.why ?? null;
}
