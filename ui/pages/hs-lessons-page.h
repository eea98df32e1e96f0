/* SPDX-License-Identifier: MIT */
/* The lessons: small programs, each with a title and a sentence, taken from the first two comment lines of the files in
 * data/examples. Signal: "chosen" (const char *name). */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HS_TYPE_LESSONS_PAGE (hs_lessons_page_get_type ())
G_DECLARE_FINAL_TYPE (HsLessonsPage, hs_lessons_page, HS, LESSONS_PAGE, GtkWidget)

#define HS_LESSONS_RESOURCE "/io/github/heapscope/Heapscope/examples/"

/* The text of a lesson: new string, or NULL if there is none of that name. TITLE (may be NULL) gets a new string. */
char *hs_lesson_load (const char *name, char **title);

G_END_DECLS
