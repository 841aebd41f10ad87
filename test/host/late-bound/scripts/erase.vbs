' Erases a rewritable disc, after Microsoft's page "Erasing a Disc".
Option Explicit

Dim master, recorder, eraser, writer
Set master = CreateObject("IMAPI2.MsftDiscMaster2")
Set recorder = CreateObject("IMAPI2.MsftDiscRecorder2")
recorder.InitializeDiscRecorder master.Item(0)

Set eraser = CreateObject("IMAPI2.MsftDiscFormat2Erase")
eraser.Recorder = recorder
eraser.ClientName = "IMAPIv2 TEST"
eraser.FullErase = False
eraser.EraseMedia

Set writer = CreateObject("IMAPI2.MsftDiscFormat2Data")
writer.Recorder = recorder
WScript.Echo "blank: " & writer.MediaHeuristicallyBlank
