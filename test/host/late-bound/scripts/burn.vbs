' Burns a folder: a new session where the disc has one already. After Microsoft's pages "Burning a
' Disc" and "Creating a Multisession Disc".
'   cscript burn.vbs FOLDER VOLUME [FILE TO REMOVE]
Option Explicit

Const FsiFileSystemUDF = 4

Dim master, recorder, writer, image, root, result, item, items
Set master = CreateObject("IMAPI2.MsftDiscMaster2")
Set recorder = CreateObject("IMAPI2.MsftDiscRecorder2")
recorder.InitializeDiscRecorder master.Item(0)

Set writer = CreateObject("IMAPI2.MsftDiscFormat2Data")
writer.Recorder = recorder
writer.ClientName = "IMAPIv2 TEST"

Set image = CreateObject("IMAPI2FS.MsftFileSystemImage")
If writer.MediaHeuristicallyBlank = False Then
  image.MultisessionInterfaces = writer.MultisessionInterfaces
  image.ImportFileSystem
Else
  image.ChooseImageDefaults recorder
  image.FileSystemsToCreate = FsiFileSystemUDF
  image.VolumeName = WScript.Arguments(1)
End If

Set root = image.Root
root.AddTree WScript.Arguments(0), False
If WScript.Arguments.Count > 2 Then root.Remove WScript.Arguments(2)
For Each item In root
  items = items & " " & item.Name
Next
WScript.Echo "files:" & items

Set result = image.CreateResultImage
WScript.Echo "blocks: " & (result.TotalBlocks > 0 And result.BlockSize = 2048)
writer.Write result.ImageStream
WScript.Echo "burned"
