#include "addon/recorder_values.h"

#include "addon/failures.h"
#include "addon/js_values.h"

namespace imapi2::addon {

Napi::Object FromRecorderInfo(Napi::Env env, const RecorderInfo& info) {
  const auto object = Napi::Object::New(env);
  object.Set("id", FromWide(env, info.id));
  object.Set("vendorId", FromWide(env, info.vendor_id));
  object.Set("productId", FromWide(env, info.product_id));
  object.Set("productRevision", FromWide(env, info.product_revision));
  const auto paths = Napi::Array::New(env, info.volume_paths.size());
  for (uint32_t i = 0; i < info.volume_paths.size(); ++i) {
    paths.Set(i, FromWide(env, info.volume_paths[i]));
  }
  object.Set("volumePaths", paths);
  object.Set("canLoadMedia", Napi::Boolean::New(env, info.can_load_media));
  object.Set("error",
             info.error == nullptr ? env.Null() : Napi::Value(FromFailure(env, info.error)));
  return object;
}

Napi::Object FromMediaInfo(Napi::Env env, const MediaInfo& info) {
  const auto object = Napi::Object::New(env);
  object.Set("type", Napi::Number::New(env, info.type));
  object.Set("rewritable", Napi::Boolean::New(env, info.rewritable));
  object.Set("blank", Napi::Boolean::New(env, info.blank));
  object.Set("physicallyBlank", Napi::Boolean::New(env, info.physically_blank));
  object.Set("state", Napi::Number::New(env, info.state));
  object.Set("writeProtect", Napi::Number::New(env, info.write_protect));
  object.Set("totalSectors", Napi::Number::New(env, info.total_sectors));
  object.Set("freeSectors", Napi::Number::New(env, info.free_sectors));
  object.Set("nextWritableAddress", NumberOrNull(env, info.next_writable_address));
  object.Set("writeUnit", NumberOrNull(env, info.write_unit));
  const auto speeds = Napi::Array::New(env, info.write_speeds.size());
  for (uint32_t i = 0; i < info.write_speeds.size(); ++i) {
    const WriteSpeed& speed = info.write_speeds[i];
    const auto row = Napi::Object::New(env);
    row.Set("sectorsPerSecond", Napi::Number::New(env, speed.sectors_per_second));
    row.Set("pureCav", Napi::Boolean::New(env, speed.pure_cav));
    row.Set("media", Napi::Number::New(env, speed.media));
    speeds.Set(i, row);
  }
  object.Set("writeSpeeds", speeds);
  object.Set("currentWriteSpeed", NumberOrNull(env, info.current_write_speed));
  object.Set("warnings", TextArray(env, info.warnings));
  return object;
}

Napi::Object FromFeatures(Napi::Env env, const Features& features) {
  const auto object = Napi::Object::New(env);
  object.Set("supported", NumberArray(env, features.supported));
  object.Set("current", NumberArray(env, features.current));
  object.Set("profiles", NumberArray(env, features.profiles));
  object.Set("currentProfiles", NumberArray(env, features.current_profiles));
  return object;
}

}  // namespace imapi2::addon
