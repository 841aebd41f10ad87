import type { Call } from './calls';

/**
 * Calls whose failure an operation survives, and why it may: by operation, by method, and by which of its calls it is. The
 * failure of any other must end it, so that one that is swallowed by mistake is found.
 */

/** Which of an operation's own calls of a method: any, or these, from 1, or from the end (-1 is the last). */
type Which = 'any' | readonly number[];
interface Tolerance {
  readonly why: string;
  readonly calls: Readonly<Record<string, Which>>;
  /** With these HRESULTs only. */
  readonly failures?: readonly number[];
}

const read = 'IDiscRecorder2Ex::SendCommandGetDataFromDevice';
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
};
/** Of those, what IMAPI2 asks the drive for; each is one call among many that must not fail. */
const factsOf = (calls: Tolerance['calls']): Tolerance => ({
  why: 'IMAPI2 makes it for one of the properties that media() can do without.',
  calls,
});
/** Which of them it is that a property could do without, its outcome tells. */
const insideFacts: Tolerance['calls'] = {
  'IDiscRecorder2Ex::GetModePage': 'any',
  'IDiscRecorder2Ex::GetSupportedProfiles': 'any',
  'IDiscRecorder2Ex::GetTrackInformation': 'any',
  'IDiscRecorder2Ex::SendCommandNoData': 'any',
  [read]: 'any',
};
const ownStatus = (calls: Tolerance['calls']): Tolerance => ({
  why: "What the drive itself says of the disc is compared with IMAPI2's flags only where it says anything.",
  calls,
});
const events: Tolerance = {
  why: 'Progress is a convenience: nothing fails for want of an event, or of a figure in it.',
  calls: {
    'DDiscFormat2DataEvents::Update': 'any',
    'IDiscFormat2DataEventArgs::get_CurrentAction': 'any',
    'IDiscFormat2DataEventArgs::get_RemainingTime': 'any',
    'IWriteEngine2EventArgs::get_LastWrittenLba': 'any',
    'IWriteEngine2EventArgs::get_SectorCount': 'any',
    'IWriteEngine2EventArgs::get_StartLba': 'any',
    'IWriteEngine2EventArgs::get_TotalSystemBuffer': 'any',
    'IWriteEngine2EventArgs::get_UsedSystemBuffer': 'any',
  },
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
const interfaces = (places: readonly number[]): Tolerance => ({
  why: 'Without a write unit plans round to nothing, journals to that of a DVD, comparisons to the largest.',
  calls: {
    'IDiscFormat2Data::get_MultisessionInterfaces': places,
    'IMultisessionRandomWrite::get_WriteUnitSize': places,
    'IMultisessionSequential2::get_WriteUnitSize': places,
  },
});
const givingBack: Tolerance = {
  why: 'What was to be done is done. Giving back is tried five times, and closing the handles does it at the latest.',
  calls: {
    'IConnectionPoint::Unadvise': 'any',
    'IDiscRecorder2::EnableMcn': 'any',
    'IDiscRecorder2::ReleaseExclusiveAccess': 'any',
  },
};
const transferSize: Tolerance = {
  why: 'Reads are then of 64 KB, which every adapter takes.',
  calls: { 'IDiscRecorder2Ex::GetMaximumPageAlignedTransferSize': 'any' },
};
const givingBackOf = (method: string): Tolerance => ({
  why: givingBack.why,
  calls: { [method]: 'any' },
});
/** The last command of all. */
const tray: Tolerance = {
  why: "The tray is unlocked when IMAPI2's format object lets its recorder go, and nobody is told where that fails.",
  calls: { 'IDiscRecorder2Ex::SendCommandNoData': [-1] },
};
const restored = (method: string, places: readonly number[]): Tolerance => ({
  why: 'What could not be taken back after a burn is taken back before the next (format_settings.cc).',
  calls: { [method]: places },
});
const onceMore = (which: Which): Tolerance => ({
  why: 'When sectors are compared, a drive that says no more than E_FAIL of many is asked for each, and here answers.',
  calls: { [read]: which },
  failures: [E_FAIL],
});
const witness = (calls: Tolerance['calls']): Tolerance => ({
  why: 'What the disc held is looked at in case the burn fails; without it a failure says that the state is unknown.',
  calls,
});
const listening = (places: readonly number[]): Tolerance['calls'] => ({
  'IConnectionPointContainer::FindConnectionPoint': places,
  'IConnectionPoint::Advise': places,
});
const withoutProgress = 'It tells no progress then.';
const importEvents: Tolerance = {
  why: withoutProgress,
  calls: {
    ...listening([1]),
    'DFileSystemImageImportEvents::UpdateImport': 'any',
    'IConnectionPoint::Unadvise': 'any',
  },
};
const imageEvents: Tolerance = {
  why: withoutProgress,
  calls: {
    ...listening([1]),
    'DFileSystemImageEvents::Update': 'any',
    'IConnectionPoint::Unadvise': 'any',
  },
};
const staging: Tolerance = {
  why: 'Older IMAPI2FS has no such property; the image is made all the same, with its files staged.',
  calls: { 'IFileSystemImage::put_StageFiles': [1] },
};
const erasing: readonly Tolerance[] = [
  givingBack,
  tray,
  { why: withoutProgress, calls: { 'DDiscFormat2EraseEvents::Update': 'any' } },
  {
    why: 'The erase is done; its format object goes, and with it what it holds.',
    calls: { 'IDiscFormat2Erase::put_Recorder': [-1] },
  },
];
const burn: readonly Tolerance[] = [facts, events, fileNames, givingBack, transferSize];

/** Calls that an operation survives without. By the operation's name. */
const tolerances: Readonly<Record<string, readonly Tolerance[]>> = {
  'open, recorders, recorder': [
    {
      why: 'recorders() lists a drive that cannot be asked with its error, and recorder() opens it all the same.',
      calls: {
        'IClassFactory::CreateInstance': [3],
        'IDiscRecorder2::InitializeDiscRecorder': [1],
        'IDiscRecorder2::get_DeviceCanLoadMedia': 'any',
        'IDiscRecorder2::get_ProductId': 'any',
        'IDiscRecorder2::get_ProductRevision': 'any',
        'IDiscRecorder2::get_VendorId': 'any',
        'IDiscRecorder2::get_VolumePathNames': 'any',
      },
    },
  ],
  media: [
    facts,
    interfaces([1]),
    ownStatus({ 'IDiscRecorder2Ex::GetDiscInformation': 'any' }),
    factsOf(insideFacts),
  ],
  exclusiveOwner: [
    {
      why: 'Where nobody holds the drive some versions of IMAPI2 fail, with HRESULTs that nobody has written down.',
      calls: { 'IDiscRecorder2::get_ExclusiveAccessOwner': [1] },
    },
  ],
  waitUntilReady: [
    {
      why: 'A drive that is becoming ready is asked again until the time-out.',
      calls: { 'IDiscRecorder2Ex::SendCommandNoData': [1] },
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
    {
      why: 'The import has read what it needs. A disc whose identity is not known is warned of before it is burned.',
      calls: {
        'IDiscRecorder2Ex::GetDiscInformation': [-1],
        'IDiscRecorder2Ex::GetTrackInformation': [-1],
      },
    },
    {
      why: "Inside IMAPI2FS' import: what the disc has twice, and the drive's transfer size. The image has all files.",
      calls: { 'IDiscRecorder2Ex::GetMaximumNonPageAlignedTransferSize': [1], [read]: 'any' },
    },
  ],
  'add, addTree, createDirectory, remove, list, setVolumeName': [
    imageEvents,
    {
      why: 'An entry without a date is listed with null.',
      calls: { 'IFsiItem::get_LastModifiedTime': 'any' },
    },
  ],
  createResult: [imageEvents],
  planBurn: [
    facts,
    transferSize,
    interfaces([1]),
    ownStatus({ 'IDiscRecorder2Ex::GetDiscInformation': 'any' }),
    factsOf(insideFacts),
  ],
  'burnModified with a journal': [
    ...burn,
    onceMore([-1]),
    interfaces([1]),
    restored('IDiscFormat2Data::SetWriteSpeed', [2]),
    restored('IDiscRecorder2Ex::SendCommandSendDataToDevice', [17]),
    restored('IDiscRecorder2Ex::GetSupportedProfiles', [-1]),
    factsOf({
      'IDiscRecorder2Ex::GetDiscInformation': [7],
      'IDiscRecorder2Ex::GetModePage': [1],
      'IDiscRecorder2Ex::GetSupportedProfiles': [12],
      'IDiscRecorder2Ex::SendCommandNoData': [6],
    }),
    tray,
  ],
  'burnModified, verified by the drive, closed and ejected': [
    ...burn,
    interfaces([1]),
    restored('IBurnVerification::put_BurnVerificationLevel', [2]),
    restored('IDiscFormat2Data::put_ForceMediaToBeClosed', [2]),
    { why: 'The burn is done; a warning says so.', calls: { 'IDiscRecorder2::EjectMedia': [1] } },
    factsOf({
      'IDiscRecorder2Ex::GetModePage': [1],
      'IDiscRecorder2Ex::GetSupportedProfiles': [10],
      'IDiscRecorder2Ex::SendCommandNoData': [5],
    }),
    witness({ [read]: [19] }),
    tray,
  ],
  'burnImage on a blank disc': [
    ...burn,
    onceMore([7, -1]),
    interfaces([1]),
    factsOf({
      'IDiscRecorder2Ex::GetModePage': [1],
      'IDiscRecorder2Ex::GetSupportedProfiles': [10],
      'IDiscRecorder2Ex::SendCommandNoData': [5],
    }),
    witness({ [read]: [1] }),
    tray,
  ],
  'burnImage on a blank DVD+R': [
    ...burn,
    onceMore([6, -1]),
    interfaces([1]),
    factsOf({
      'IDiscRecorder2Ex::GetModePage': [1],
      'IDiscRecorder2Ex::GetSupportedProfiles': [10],
    }),
    witness({ [read]: [1] }),
    tray,
  ],
  'burnImage over a recorded disc': [
    ...burn,
    onceMore([9, -1]),
    interfaces([1]),
    restored('IDiscFormat2Data::put_ForceOverwrite', [2]),
    factsOf({
      'IDiscRecorder2Ex::GetModePage': [1],
      'IDiscRecorder2Ex::SendCommandNoData': [5],
    }),
    tray,
  ],
  'burnImage of differences': [
    ...burn,
    onceMore([45, -1]),
    interfaces([1]),
    factsOf({
      'IDiscRecorder2Ex::GetModePage': [1],
      'IDiscRecorder2Ex::GetSupportedProfiles': [11],
      'IDiscRecorder2Ex::SendCommandNoData': [6],
    }),
    tray,
  ],
  verifyRanges: [transferSize, onceMore('any')],
  updateDisc: [
    ...burn,
    onceMore([-1]),
    staging,
    { ...importEvents, calls: { ...importEvents.calls, ...listening([1, 2]) } },
    // Once for media(), once for the burn; what the import asks for in between it can't do without.
    interfaces([1, -1]),
    factsOf({ 'IDiscRecorder2Ex::GetModePage': [1, -1] }),
    {
      why: "Inside IMAPI2FS' import, and for progress: see those of createImage.",
      calls: {
        'DFileSystemImageEvents::Update': 'any',
        'IDiscRecorder2Ex::GetMaximumNonPageAlignedTransferSize': [1],
      },
    },
    tray,
  ],
  resumeBurn: [givingBack, transferSize],
};

/** Why that operation may succeed although that call fails; null where it may not. */
export function toleranceOf(operation: string, call: Call, fail: number): string | null {
  const tolerance = (tolerances[operation] ?? []).find(
    ({ calls, failures }) =>
      isMeant(calls[call.method], call) && (failures?.includes(fail) ?? true),
  );
  return tolerance?.why ?? null;
}

function isMeant(which: Which | undefined, { place, of }: Call): boolean {
  if (which === undefined || which === 'any') return which === 'any';
  return which.some((wanted) => wanted === place || wanted === place - of - 1);
}

/** What objects of IMAPI2 call among themselves: their caller sees the method that it called fail. */
const insideCalls =
  /^(IDiscRecorder2(Ex)?|IBlockRange(List)?|IStream|IMultisession\w*|IBootOptions|IWriteEngine2|IFsi\w+|IEnum\w+)::/;
const outerCalls =
  /^(IDiscFormat2\w*|IFileSystemImage\d?|IFsi\w+|IIsoImageManager|IMultisession\w*|IStream|IProgressItems)::/;

/** Whether a failure of `inner` is seen as one of `outer`, which calls it. */
export function isSeenAs(outer: string, inner: string): boolean {
  if (inner === 'IClassFactory::CreateInstance') return outer.startsWith('CoCreateInstance(');
  // A drive that is not among those that could be asked is an unknown one.
  if (inner === 'IDiscMaster2::get_Item') return outer === inner || outer === 'Imapi.recorder';
  return insideCalls.test(inner) && outerCalls.test(outer);
}
