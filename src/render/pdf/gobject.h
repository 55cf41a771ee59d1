#pragma once

#include <glib-object.h>

#include <memory>

namespace kebao::render::pdf {

struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
};
/// Owns one reference to a GObject.
template <class T>
using Ref = std::unique_ptr<T, Unref>;

}  // namespace kebao::render::pdf
