/* SPDX-License-Identifier: MIT */
/* The window, as a program of its own: `heapscope` starts it, so that its other verbs need not load GTK. */
#include <glib/gi18n.h>
#include <gtksourceview/gtksource.h>
#include <locale.h>

#include "app/hs-application.h"

int
main (int argc, char **argv)
{
  g_autoptr (HsApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, HS_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  if (!gtk_init_check ())
    {
      g_printerr ("heapscope: no display; these verbs need none: run, repl, snapshot (see heapscope --help)\n");
      return 1;
    }
  gtk_source_init ();
  application = hs_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
