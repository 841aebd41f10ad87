' Burns a folder as a session that imports none: behind those that the disc has, and hiding them.
' After Microsoft's page "IFileSystemImage::get_SessionStartBlock".
'   cscript new-session.vbs FOLDER VOLUME
Option Explicit

Dim master, recorder, writer, image, result
Set master = CreateObject("IMAPI2.MsftDiscMaster2")
Set recorder = CreateObject("IMAPI2.MsftDiscRecorder2")
recorder.InitializeDiscRecorder master.Item(0)

Set writer = CreateObject("IMAPI2.MsftDiscFormat2Data")
writer.Recorder = recorder
writer.ClientName = "IMAPIv2 TEST"

Set image = CreateObject("IMAPI2FS.MsftFileSystemImage")
image.ChooseImageDefaults recorder
image.SessionStartBlock = writer.NextWritableAddress
image.VolumeName = WScript.Arguments(1)
image.Root.AddTree WScript.Arguments(0), False

Set result = image.CreateResultImage
WScript.Echo image.SessionStartBlock & " " & result.TotalBlocks
writer.Write result.ImageStream
