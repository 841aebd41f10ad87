interface Tolerance {
  readonly calls: RegExp;
  readonly why: string;
}

/** Calls that an operation can do without, and why. Everything else must make it fail. */
const tolerances: readonly Tolerance[] = [
  {
    calls:
      /^IDiscFormat2Data::get_(CurrentWriteSpeed|SupportedWriteSpeedDescriptors|WriteProtectStatus|NextWritableAddress)$|^IWriteSpeedDescriptor::/,
    why: 'media() says null, or nothing, of what the drive does not tell; a burn then has no estimate of its time.',
  },
  {
    calls:
      /^IDiscFormat2Data::get_MultisessionInterfaces$|^IMultisession::get_InUse$|^IMultisession\w+::get_(WriteUnitSize|TotalSectorsOnMedia|LastWrittenAddress)$/,
    why: 'The write unit is then that of the kind of medium.',
  },
  {
    calls: /^IDiscRecorder2(Ex)?::get_\w+$|^IDiscRecorder2::InitializeDiscRecorder$/,
    why: 'recorders() lists a drive that cannot be asked with its error, and a burn does without its name.',
  },
  {
    calls:
      /^IDiscRecorder2::(ReleaseExclusiveAccess|EnableMcn)$|^IDiscFormat2\w*::put_(Recorder|ClientName)$/,
    why: 'When the drive is given back what was to be done is done. It is free at the latest when its handles are closed.',
  },
  {
    calls:
      /^IConnectionPoint(Container)?::|^D\w+Events::Update|^IDiscFormat2DataEventArgs::|^IWriteEngine2EventArgs::/,
    why: 'Progress is a convenience: nothing fails for want of an event.',
  },
  {
    calls: /^IProgressItems?::|^IEnumProgressItems::|^IFileSystemImageResult::get_ProgressItems$/,
    why: 'A burn without the names of its files tells progress without them.',
  },
  {
    calls:
      /^IDiscFormat2Data::(SetWriteSpeed|put_ForceOverwrite|put_ForceMediaToBeClosed)$|^IBurnVerification::put_/,
    why: 'What could not be taken back after a burn is taken back before the next (format_settings.cc).',
  },
  { calls: /^IDiscRecorder2::EjectMedia$/, why: 'The burn is done; a warning says so.' },
  {
    calls: /^IFsiItem::get_LastModifiedTime$/,
    why: 'An entry without a date is listed with null.',
  },
  {
    calls:
      /^IDiscFormat2Data::get_CurrentMediaStatus$|^IMultisession::get_IsSupportedOnCurrentMediaState$/,
    why: 'The import itself refuses a disc that cannot be continued.',
  },
  {
    calls: /^IDiscMaster2::get_Item$|^IClassFactory::CreateInstance$/,
    why: 'A drive that goes while drives are listed is not listed, or listed with its error.',
  },
  {
    calls: /^IFileSystemImage::(put_StageFiles|get_ImportedVolumeName)$/,
    why: 'Older IMAPI2FS has no such property; the image is made all the same.',
  },
  {
    calls:
      /^IDiscRecorder2Ex::(SendCommandNoData|SendCommandSendDataToDevice|Get(Max\w+|SupportedProfiles)|GetModePage|GetTrackInformation|SendCommandGetDataFromDevice|GetDiscInformation|GetFeaturePage|GetSupportedFeaturePages|ReadDvdStructure)$/,
    why: 'IMAPI2 itself, or the readiness of the drive, asks again or does without this command.',
  },
];

/** Why an operation may succeed although that call fails; null where it may not. */
export function toleranceOf(call: string): string | null {
  return tolerances.find(({ calls }) => calls.test(call))?.why ?? null;
}

/** What objects of IMAPI2 call among themselves: their caller sees the method that it called fail. */
const insideCalls =
  /^(IDiscRecorder2(Ex)?|IBlockRange(List)?|IStream|IMultisession\w*|IBootOptions|IWriteEngine2|IFsi\w+|IEnum\w+)::/;
const outerCalls =
  /^(IDiscFormat2\w*|IFileSystemImage\d?|IFsi\w+|IIsoImageManager|IStream|IProgressItems)::/;

/** Whether a failure of `inner` is seen as one of `outer`, which calls it. */
export function isSeenAs(outer: string, inner: string): boolean {
  if (inner === 'IClassFactory::CreateInstance') return outer.startsWith('CoCreateInstance(');
  // A drive that is not among those that could be asked is an unknown one.
  if (inner === 'IDiscMaster2::get_Item') return outer === inner || outer === 'Imapi.recorder';
  return insideCalls.test(inner) && outerCalls.test(outer);
}
