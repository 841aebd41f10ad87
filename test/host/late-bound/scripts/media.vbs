' Tells about the medium in a drive, after Microsoft's page "Checking Media Support".
Option Explicit

Dim master, recorder, format, descriptor, speeds
Set master = CreateObject("IMAPI2.MsftDiscMaster2")
Set recorder = CreateObject("IMAPI2.MsftDiscRecorder2")
recorder.InitializeDiscRecorder master.Item(0)

Set format = CreateObject("IMAPI2.MsftDiscFormat2Data")
format.Recorder = recorder
format.ClientName = "IMAPIv2 TEST"
WScript.Echo "type: " & format.CurrentPhysicalMediaType
WScript.Echo "blank: " & format.MediaHeuristicallyBlank
WScript.Echo "total: " & format.TotalSectorsOnMedia
For Each descriptor In format.SupportedWriteSpeedDescriptors
  speeds = speeds & " " & descriptor.WriteSpeed
Next
WScript.Echo "speeds:" & speeds

On Error Resume Next
CreateObject("IMAPI2.MsftDiscFormat2RawCD").PrepareMedia
WScript.Echo "raw: " & Hex(Err.Number) & " " & Err.Description
