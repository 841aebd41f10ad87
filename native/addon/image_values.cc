#include "addon/image_values.h"

#include "addon/js_values.h"

namespace imapi2 {

Napi::Value ToJs(Napi::Env env, const ImageProgress& progress) {
  const bool import = progress.phase == ImageProgress::Phase::kImport;
  const auto object = Napi::Object::New(env);
  object.Set("phase", Napi::String::New(env, import ? "import" : "create"));
  object.Set("item", addon::FromWide(env, progress.item));
  object.Set("done", Napi::Number::New(env, static_cast<double>(progress.done)));
  object.Set("total", Napi::Number::New(env, static_cast<double>(progress.total)));
  return object;
}

}  // namespace imapi2

namespace imapi2::addon {

ImageOptions ToImageOptions(const Napi::Object& object) {
  ImageOptions options;
  const Napi::Value import = object.Get("importPrevious");
  if (!IsNothing(import)) options.import_previous = import.As<Napi::Boolean>().Value();
  options.media = object.Get("media").As<Napi::Number>().Int32Value();
  options.volume_name = ToOptionalWide(object.Get("volumeName"));
  options.file_systems = object.Get("fileSystems").As<Napi::Number>().Int32Value();
  options.udf_revision = ToOptionalInt(object.Get("udfRevision"));
  options.free_media_blocks = ToOptionalInt(object.Get("freeMediaBlocks"));
  options.working_directory = ToOptionalWide(object.Get("workingDirectory"));
  const auto boot_images = object.Get("bootImages").As<Napi::Array>();
  for (uint32_t i = 0; i < boot_images.Length(); ++i) {
    const auto boot = boot_images.Get(i).As<Napi::Object>();
    options.boot_images.push_back(
        {.source = ToWide(boot.Get("source")),
         .platform = boot.Get("platform").As<Napi::Number>().Int32Value(),
         .emulation = boot.Get("emulation").As<Napi::Number>().Int32Value()});
  }
  return options;
}

AddOptions ToAddOptions(const Napi::Object& object) {
  return {
      .modified = ToOptionalNumber(object.Get("modified")),
      .hidden = object.Get("hidden").As<Napi::Boolean>().Value(),
      .replace = object.Get("replace").As<Napi::Boolean>().Value(),
  };
}

std::vector<NewEntry> ToNewEntries(const Napi::Array& array) {
  std::vector<NewEntry> entries(array.Length());
  for (uint32_t i = 0; i < entries.size(); ++i) {
    const auto entry = array.Get(i).As<Napi::Object>();
    entries[i] = {.source = ToOptionalWide(entry.Get("source")),
                  .destination = ToWide(entry.Get("destination"))};
  }
  return entries;
}

Napi::Object FromImageState(Napi::Env env, const ImageState& state) {
  const auto object = Napi::Object::New(env);
  object.Set("volumeName", FromWide(env, state.volume_name));
  object.Set("freeMediaBlocks", Napi::Number::New(env, state.free_media_blocks));
  return object;
}

Napi::Array FromEntries(Napi::Env env, const std::vector<ImageEntry>& entries) {
  const auto array = Napi::Array::New(env, entries.size());
  for (uint32_t i = 0; i < entries.size(); ++i) {
    const ImageEntry& entry = entries[i];
    const auto object = Napi::Object::New(env);
    object.Set("name", FromWide(env, entry.name));
    object.Set("path", FromWide(env, entry.path));
    object.Set("directory", Napi::Boolean::New(env, entry.directory));
    object.Set("bytes", Napi::Number::New(env, static_cast<double>(entry.bytes)));
    object.Set("modified", NumberOrNull(env, entry.modified));
    array.Set(i, object);
  }
  return array;
}

}  // namespace imapi2::addon
