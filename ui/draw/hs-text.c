/* SPDX-License-Identifier: MIT */
#include "ui/draw/hs-text.h"

HsText *
hs_text_new (const char *font)
{
  HsText *self = g_new0 (HsText, 1);
  PangoFontDescription *description = pango_font_description_from_string (font != NULL ? font : "Sans 11");

  self->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  self->layout = pango_layout_new (self->context);
  pango_layout_set_single_paragraph_mode (self->layout, TRUE);
  self->family = g_strdup (pango_font_description_get_family (description));
  self->size = pango_font_description_get_size (description) / (double) PANGO_SCALE;
  if (self->size <= 0)
    self->size = 11;
  pango_font_description_free (description);
  return self;
}

void
hs_text_free (HsText *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->layout);
  g_object_unref (self->context);
  g_free (self->family);
  g_free (self);
}

static void
prepare (HsText *self, const char *string, double scale, HsTextStyle style)
{
  PangoFontDescription *description = pango_font_description_new ();

  pango_font_description_set_family (description, style & HS_TEXT_MONOSPACE ? "Monospace" : self->family);
  pango_font_description_set_size (description, (int) (self->size * scale * PANGO_SCALE));
  if (style & HS_TEXT_BOLD)
    pango_font_description_set_weight (description, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (self->layout, description);
  pango_font_description_free (description);

  PangoAttrList *attributes = NULL;
  if (style & HS_TEXT_STRIKE)
    {
      attributes = pango_attr_list_new ();
      pango_attr_list_insert (attributes, pango_attr_strikethrough_new (TRUE));
    }
  pango_layout_set_attributes (self->layout, attributes);
  if (attributes != NULL)
    pango_attr_list_unref (attributes);
  pango_layout_set_text (self->layout, string, -1);
}

double
hs_text_measure (HsText *self, const char *string, double scale, HsTextStyle style, double *height)
{
  int w, h;

  prepare (self, string, scale, style);
  pango_layout_set_width (self->layout, -1);
  pango_layout_get_pixel_size (self->layout, &w, &h);
  if (height != NULL)
    *height = h;
  return w;
}

double
hs_text_draw (HsText *self, cairo_t *cr, const char *string, double x, double y, double width, double scale,
              HsTextStyle style, const HsColor *color)
{
  int w, h;

  pango_cairo_update_context (cr, self->context);
  prepare (self, string, scale, style);
  pango_layout_set_ellipsize (self->layout, width > 0 ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  pango_layout_set_width (self->layout, width > 0 ? (int) (width * PANGO_SCALE) : -1);
  pango_layout_set_alignment (self->layout, style & HS_TEXT_CENTER  ? PANGO_ALIGN_CENTER
                                            : style & HS_TEXT_RIGHT ? PANGO_ALIGN_RIGHT
                                                                    : PANGO_ALIGN_LEFT);
  pango_layout_get_pixel_size (self->layout, &w, &h);
  hs_palette_set_source (cr, color);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, self->layout);
  return w;
}
