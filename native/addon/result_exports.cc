// What is asked of a finished image.
#include "addon/calls.h"
#include "addon/exports.h"
#include "addon/js_values.h"
#include "addon/opened.h"

namespace imapi2::addon {
namespace {

// `ask(ResultObjects&)` on the image's worker.
template <typename Ask, typename Convert>
Napi::Value AskResult(const Napi::CallbackInfo& info, const char* operation, Ask ask,
                      Convert convert) {
  return Guarded(info.Env(), [&] {
    const auto use = UnwrapHandle<OpenedResult>(info[0], kResultTag)->Begin(operation);
    RequireFree(*(*use)->result()->image(), operation);
    return RunOn(
        info.Env(), *(*use)->worker(), operation, [use, ask] { return ask((*use)->objects()); },
        convert);
  });
}

Napi::Value GetModifiedBlocks(const Napi::CallbackInfo& info) {
  return AskResult(
      info, "modifiedBlocks", [](ResultObjects& result) { return result.ModifiedBlocks(); },
      RangesOrNull);
}

Napi::Value GetStreamBlockRanges(const Napi::CallbackInfo& info) {
  return AskResult(
      info, "streamBlockRanges", [](ResultObjects& result) { return result.StreamBlockRanges(); },
      RangesOrNull);
}

Napi::Value GetStreamInterfaces(const Napi::CallbackInfo& info) {
  return AskResult(
      info, "streamInterfaces", [](ResultObjects& result) { return result.StreamInterfaces(); },
      TextArray);
}

Napi::Value FromProgressItems(Napi::Env env, const std::vector<ProgressItem>& items) {
  const auto array = Napi::Array::New(env, items.size());
  for (uint32_t i = 0; i < items.size(); ++i) {
    const auto object = Napi::Object::New(env);
    object.Set("description", FromWide(env, items[i].description));
    object.Set("firstBlock", Napi::Number::New(env, items[i].first_block));
    object.Set("lastBlock", Napi::Number::New(env, items[i].last_block));
    array.Set(i, object);
  }
  return array;
}

Napi::Value GetProgressItems(const Napi::CallbackInfo& info) {
  return AskResult(
      info, "progressItems", [](ResultObjects& result) { return result.ProgressItems(); },
      FromProgressItems);
}

}  // namespace

void ExportResult(Napi::Env env, Napi::Object exports) {
  exports["modifiedBlocks"] = Napi::Function::New(env, GetModifiedBlocks, "modifiedBlocks");
  exports["streamBlockRanges"] =
      Napi::Function::New(env, GetStreamBlockRanges, "streamBlockRanges");
  exports["streamInterfaces"] = Napi::Function::New(env, GetStreamInterfaces, "streamInterfaces");
  exports["progressItems"] = Napi::Function::New(env, GetProgressItems, "progressItems");
}

}  // namespace imapi2::addon
