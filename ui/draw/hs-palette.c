/* SPDX-License-Identifier: MIT */
#include "ui/draw/hs-palette.h"

#define RGB(hex) { ((hex) >> 16 & 255) / 255.0, ((hex) >> 8 & 255) / 255.0, ((hex) &255) / 255.0, 1.0 }

#define SIZE_CLASS_COLORS                                                                                              \
  { RGB (0x99c1f1), RGB (0xf9f06b), RGB (0x8ff0a4), RGB (0xffbe6f), RGB (0xdc8add), RGB (0xcdab8f), RGB (0xf66151),     \
    RGB (0x62a0ea) }

static const HsPalette light = {
  .background = RGB (0xfafafa), .card = RGB (0xffffff), .border = RGB (0xd5d5d5), .text = RGB (0x1e1e1e),
  .dim = RGB (0x5e5c64), .faint = RGB (0xdeddda), .accent = RGB (0x1c71d8), .line = RGB (0x5e5c64),
  .generation = { RGB (0x2ec27e), RGB (0xf5c211), RGB (0x3584e4), RGB (0x77767b), RGB (0xb0afac) },
  .unreachable = RGB (0xc01c28), .unreachable_fill = RGB (0xfbe3e4), .weak = RGB (0x9141ac), .glow = RGB (0xff7800),
  .badge = RGB (0x241f31), .badge_text = RGB (0xffffff), .ghost = RGB (0x9a9996),
  .freed = { RGB (0x26734f), RGB (0x856a0b), RGB (0x1a4a80) },
  .size_class = SIZE_CLASS_COLORS,
};

static const HsPalette dark = {
  .background = RGB (0x1e1e1e), .card = RGB (0x303030), .border = RGB (0x4d4d4d), .text = RGB (0xffffff),
  .dim = RGB (0xc0bfbc), .faint = RGB (0x454545), .accent = RGB (0x78aeed), .line = RGB (0xb0afac),
  .generation = { RGB (0x2ec27e), RGB (0xe5a50a), RGB (0x3584e4), RGB (0x9a9996), RGB (0x77767b) },
  .unreachable = RGB (0xff7b63), .unreachable_fill = RGB (0x4a2a2a), .weak = RGB (0xdc8add), .glow = RGB (0xffa348),
  .badge = RGB (0xdeddda), .badge_text = RGB (0x1e1e1e), .ghost = RGB (0x77767b),
  .freed = { RGB (0x8ff0a4), RGB (0xf9f06b), RGB (0x99c1f1) },
  .size_class = SIZE_CLASS_COLORS,
};

static const HsPalette light_contrast = {
  .background = RGB (0xffffff), .card = RGB (0xffffff), .border = RGB (0x5e5c64), .text = RGB (0x000000),
  .dim = RGB (0x3d3846), .faint = RGB (0x9a9996), .accent = RGB (0x1a5fb4), .line = RGB (0x241f31),
  .generation = { RGB (0x1f8f5b), RGB (0xc88800), RGB (0x1a5fb4), RGB (0x5e5c64), RGB (0x77767b) },
  .unreachable = RGB (0xa51d2d), .unreachable_fill = RGB (0xfbe3e4), .weak = RGB (0x613583), .glow = RGB (0xc64600),
  .badge = RGB (0x000000), .badge_text = RGB (0xffffff), .ghost = RGB (0x5e5c64),
  .freed = { RGB (0x0b3d26), RGB (0x5c4300), RGB (0x0b2a52) },
  .size_class = SIZE_CLASS_COLORS,
};

static const HsPalette dark_contrast = {
  .background = RGB (0x000000), .card = RGB (0x1e1e1e), .border = RGB (0xc0bfbc), .text = RGB (0xffffff),
  .dim = RGB (0xdeddda), .faint = RGB (0x77767b), .accent = RGB (0x99c1f1), .line = RGB (0xdeddda),
  .generation = { RGB (0x57e389), RGB (0xf8e45c), RGB (0x62a0ea), RGB (0xc0bfbc), RGB (0x9a9996) },
  .unreachable = RGB (0xff9580), .unreachable_fill = RGB (0x4a1f1f), .weak = RGB (0xe9b3ea), .glow = RGB (0xffbe6f),
  .badge = RGB (0xffffff), .badge_text = RGB (0x000000), .ghost = RGB (0x9a9996),
  .freed = { RGB (0xd4f8dc), RGB (0xfdfacf), RGB (0xd5e6fa) },
  .size_class = SIZE_CLASS_COLORS,
};

const HsPalette *
hs_palette_get (bool is_dark, bool high_contrast)
{
  if (high_contrast)
    return is_dark ? &dark_contrast : &light_contrast;
  return is_dark ? &dark : &light;
}

void
hs_palette_set_source (cairo_t *cr, const HsColor *color)
{
  cairo_set_source_rgba (cr, color->red, color->green, color->blue, color->alpha);
}

void
hs_palette_set_source_alpha (cairo_t *cr, const HsColor *color, double alpha)
{
  cairo_set_source_rgba (cr, color->red, color->green, color->blue, color->alpha * alpha);
}
