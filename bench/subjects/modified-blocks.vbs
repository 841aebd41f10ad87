' Reads the list of modified blocks so often, as a script does, and echoes the milliseconds of each.
'   cscript modified-blocks.vbs SOURCE TIMES
Option Explicit

Dim master, recorder, writer, image, result, times, range, began, sum
Set master = CreateObject("IMAPI2.MsftDiscMaster2")
Set recorder = CreateObject("IMAPI2.MsftDiscRecorder2")
recorder.InitializeDiscRecorder master.Item(0)
Set writer = CreateObject("IMAPI2.MsftDiscFormat2Data")
writer.Recorder = recorder
writer.ClientName = "script"
Set image = CreateObject("IMAPI2FS.MsftFileSystemImage")
image.MultisessionInterfaces = writer.MultisessionInterfaces
image.ImportFileSystem
image.Root.AddTree WScript.Arguments(0), False
Set result = image.CreateResultImage

For times = 1 To CInt(WScript.Arguments(1))
  sum = 0
  began = Timer
  For Each range In result.ModifiedBlocks.BlockRanges
    sum = sum + range.StartLba + range.EndLba
  Next
  WScript.Echo "ms " & CStr(CLng((Timer - began) * 1000)) & " " & CStr(sum)
Next
