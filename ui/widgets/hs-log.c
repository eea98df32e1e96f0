/* SPDX-License-Identifier: MIT */
#include "ui/widgets/hs-log.h"

#define MAX_CHARACTERS 1000000

struct _HsLog
{
  GtkTextView parent_instance;
  GtkTextTag *error_tag, *input_tag;
  GtkTextMark *end;
};

G_DEFINE_FINAL_TYPE (HsLog, hs_log, GTK_TYPE_TEXT_VIEW)

static void
trim (GtkTextBuffer *buffer)
{
  GtkTextIter start, end;
  int excess = gtk_text_buffer_get_char_count (buffer) - MAX_CHARACTERS;

  if (excess <= 0)
    return;
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, excess + MAX_CHARACTERS / 10);
  gtk_text_buffer_delete (buffer, &start, &end);
}

static bool
shows_end (HsLog *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self));

  return adjustment == NULL || gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment) + 40
                                   >= gtk_adjustment_get_upper (adjustment);
}

void
hs_log_append (HsLog *self, const char *text, HsLogKind kind)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GtkTextIter end;
  bool follow = shows_end (self);

  gtk_text_buffer_get_end_iter (buffer, &end);
  if (kind == HS_LOG_PLAIN)
    gtk_text_buffer_insert (buffer, &end, text, -1);
  else
    gtk_text_buffer_insert_with_tags (buffer, &end, text, -1, kind == HS_LOG_ERROR ? self->error_tag : self->input_tag,
                                      NULL);
  trim (buffer);
  if (follow)
    gtk_text_view_scroll_mark_onscreen (GTK_TEXT_VIEW (self), self->end);
}

void
hs_log_clear (HsLog *self)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), "", 0);
}

static void
hs_log_class_init (HsLogClass *class)
{
}

static void
hs_log_init (HsLog *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter end;

  gtk_text_view_set_editable (view, FALSE);
  gtk_text_view_set_cursor_visible (view, FALSE);
  gtk_text_view_set_monospace (view, TRUE);
  gtk_text_view_set_wrap_mode (view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_left_margin (view, 12);
  gtk_text_view_set_right_margin (view, 12);
  gtk_text_view_set_top_margin (view, 8);
  gtk_text_view_set_bottom_margin (view, 8);
  self->error_tag = gtk_text_buffer_create_tag (buffer, "error", "foreground", "#c01c28", NULL);
  self->input_tag = gtk_text_buffer_create_tag (buffer, "input", "weight", PANGO_WEIGHT_BOLD, NULL);
  gtk_text_buffer_get_end_iter (buffer, &end);
  self->end = gtk_text_buffer_create_mark (buffer, NULL, &end, FALSE);
}
