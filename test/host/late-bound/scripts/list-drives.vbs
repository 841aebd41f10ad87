' Lists the drives and what they can record, after Microsoft's page "Checking Drive Support".
Option Explicit

Dim master, recorder, format, id, profile, index, medium, number
Set master = CreateObject("IMAPI2.MsftDiscMaster2")
WScript.Echo "supported: " & master.IsSupportedEnvironment
WScript.Echo "drives: " & master.Count

index = 0
For Each id In master
  WScript.Echo "same id: " & (id = master(index) And id = master.Item(index))
  Set recorder = CreateObject("IMAPI2.MsftDiscRecorder2")
  recorder.InitializeDiscRecorder id
  WScript.Echo index & ": " & Trim(recorder.VendorId) & " " & Trim(recorder.ProductId)
  For Each number In recorder.SupportedProfiles
    If number = &H1A Then WScript.Echo index & ": DVD+RW profile"
  Next
  WScript.Echo index & ": paths " & (UBound(recorder.VolumePathNames) + 1)

  Set format = CreateObject("IMAPI2.MsftDiscFormat2Data")
  WScript.Echo index & ": recorder supported " & format.IsRecorderSupported(recorder)
  WScript.Echo index & ": media supported " & format.IsCurrentMediaSupported(recorder)
  index = index + 1
Next
