// The virtual drive's own interface: how a client opens a session of it, puts drives in, breaks
// them on purpose and asks what happened. Everything else goes through IMAPI2's interfaces, exactly
// as with a real drive.
//
// Together with imapi2.h and imapi2fs.h this is all that the client and the virtual drive share. It
// is written as C++ and not as IDL, so that MSVC builds need no compiler for it: only C++ calls it,
// through the vtable.
#pragma once

#include <windows.h>

#include <imapi2.h>
#include <oleauto.h>
#include <unknwn.h>

enum VirtualFaultAccess : LONG {
  VIRTUAL_FAULT_ANY_ACCESS = 0,
  VIRTUAL_FAULT_READ = 1,
  VIRTUAL_FAULT_WRITE = 2,
};

// What of a drive is broken from the start and for good.
enum VirtualFaultDrive : LONG {
  VIRTUAL_FAULT_NO_DRIVE = 0,
  VIRTUAL_FAULT_INITIALIZE = 1,  // InitializeDiscRecorder with this drive's id
  VIRTUAL_FAULT_USE = 2,         // every call of a recorder that was initialised with it
};

// When a fault happens. Exactly one of call, sector, sectorsWritten and drive is set; the others
// are null, -1 or 0.
struct VirtualFaultTrigger {
  // "IDiscFormat2Data::Write"; with `nth` from 1: which call of the session. Deliveries of events
  // count as calls: "DDiscFormat2DataEvents::Update".
  LPCWSTR call = nullptr;
  LONG nth = 1;
  LONGLONG sector = -1;          // any access to this sector, of the kind that `access` says
  LONGLONG sectorsWritten = -1;  // once so many sectors have reached the disc since AddDrive
  VirtualFaultAccess access = VIRTUAL_FAULT_ANY_ACCESS;
  VirtualFaultDrive drive = VIRTUAL_FAULT_NO_DRIVE;
};

enum VirtualFaultEffect : LONG {
  VIRTUAL_FAULT_HRESULT =
      0,  // the call (or the command that touches the sector) fails with `hresult`
  VIRTUAL_FAULT_POWER_CUT = 1,  // the drive is dead from now on; what had reached the disc stays
  VIRTUAL_FAULT_TORN_UNIT = 2,  // a power cut that leaves the write unit it hits unreadable
  VIRTUAL_FAULT_HANG = 3,       // the call does not return until the session is closed
  VIRTUAL_FAULT_EJECT = 4,      // the tray is opened by hand, whatever holds it
  VIRTUAL_FAULT_SWAP_DISC = 5,  // `disc` takes the place of the disc that is in
  VIRTUAL_FAULT_LOCK = 6,    // another program takes exclusive access, as soon as it is free, and
                             // gives it back after `times` refused attempts; 0: keeps it
  VIRTUAL_FAULT_UNLOCK = 7,  // that program gives it back
  VIRTUAL_FAULT_LOSE_WRITES = 8,  // writes succeed, and reach the disc no more; at a sector: those
                                  // of that sector
  VIRTUAL_FAULT_NOT_READY = 9,    // the next `times` commands find the medium becoming ready
  VIRTUAL_FAULT_BACKWARDS = 10,   // the figures of this event go back to where the write began
  VIRTUAL_FAULT_FORMATTING = 11,  // like NOT_READY: being formatted, busy with something long, or
  VIRTUAL_FAULT_BUSY = 12,        // not noticed at all
  VIRTUAL_FAULT_NO_MEDIA = 13,
};

struct VirtualFault {
  VirtualFaultTrigger trigger;
  VirtualFaultEffect effect = VIRTUAL_FAULT_HRESULT;
  HRESULT hresult = S_OK;
  LPCWSTR disc = nullptr;  // full path; opened or made like AddDrive's, and held from now on
  LONG times = 0;
};

#ifdef __CRT_UUID_DECL
struct IVirtualImapi;
class VirtualImapi;
__CRT_UUID_DECL(IVirtualImapi, 0xc5bb0f43, 0x1a7e, 0x4d0e, 0x9c, 0x57, 0x5e, 0x2d, 0xb6, 0x30, 0x88,
                0xe1)
__CRT_UUID_DECL(VirtualImapi, 0x0d6f5be2, 0x63a4, 0x4b8f, 0xa1, 0x0c, 0x7f, 0x5c, 0x0a, 0x43, 0xd9,
                0x26)
#endif

// One session: drives, switches, faults and counters that no other session sees. Free-threaded. Its
// class objects and what they create keep it alive; a drive's disc file is closed, and so free for
// others, with the last of them.
struct DECLSPEC_UUID("c5bb0f43-1a7e-4d0e-9c57-5e2db63088e1") IVirtualImapi : public IUnknown {
  // Puts a drive in. `disc`: full path of the disc's file, created blank where missing; null for an
  // empty tray. `media`: what a new disc is (IMAPI_MEDIA_TYPE_UNKNOWN: a DVD+RW); an existing one
  // must agree or leave it unknown. `sectors`, `sectorsPerSecond`: 0 for the medium's own capacity,
  // and for as fast as possible. Fails with HRESULT_FROM_WIN32(ERROR_SHARING_VIOLATION) where
  // somebody else holds the disc, HRESULT_FROM_WIN32(ERROR_FILE_CORRUPT) where the file is no disc
  // of ours, with the reason in IErrorInfo.
  virtual HRESULT STDMETHODCALLTYPE AddDrive(LPCWSTR disc, IMAPI_MEDIA_PHYSICAL_TYPE media,
                                             LONGLONG sectors, LONG sectorsPerSecond,
                                             BSTR* uniqueId) = 0;
  // `uniqueId`: the drive that it befalls; null for a HRESULT or a hang at a call that may be of
  // any object. E_INVALIDARG, with the reason in IErrorInfo, for what can't happen: a method that
  // IMAPI2 has not, or one that no object of the virtual drive has.
  virtual HRESULT STDMETHODCALLTYPE AddFault(LPCWSTR uniqueId, const VirtualFault* fault) = 0;
  // Chooses one of two readings where the real IMAPI2's behaviour is not known, or a shape that a
  // client must survive. docs/virtual-drive.md lists names and values; E_INVALIDARG for any other.
  virtual HRESULT STDMETHODCALLTYPE SetSwitch(LPCWSTR name, LPCWSTR value) = 0;
  // "objects": alive in this session, itself not counted; "source-handles": source files held open;
  // "threads"; "calls:IDiscFormat2Data::Write": how often a method was called;
  // "faults:IDiscFormat2Data::Write": how many faults at a call were met by calls of it, or inside
  // of them. E_INVALIDARG for an unknown name.
  virtual HRESULT STDMETHODCALLTYPE GetCounter(LPCWSTR name, LONGLONG* value) = 0;
  // What reached a drive's disc since AddDrive, in order: VT_I4 pairs of first LBA and sectors,
  // neighbours joined.
  virtual HRESULT STDMETHODCALLTYPE GetWrites(LPCWSTR uniqueId, SAFEARRAY** writes) = 0;
  // As if its cable were pulled: MsftDiscMaster2 no longer lists it and says so to its sinks, and
  // no recorder of it is answered. Its disc is free with the last of them.
  virtual HRESULT STDMETHODCALLTYPE RemoveDrive(LPCWSTR uniqueId) = 0;
  // IMAPI2's coclasses over this session's drives; CLASS_E_CLASSNOTAVAILABLE for any other.
  virtual HRESULT STDMETHODCALLTYPE GetClassObject(REFCLSID clsid, REFIID iid, void** object) = 0;
};

// The class that imapi2-virtual.node's DllGetClassObject makes sessions of.
class DECLSPEC_UUID("0d6f5be2-63a4-4b8f-a10c-7f5c0a43d926") VirtualImapi;
