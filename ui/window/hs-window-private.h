/* SPDX-License-Identifier: MIT */
#pragma once

#include "ui/pages/hs-console-page.h"
#include "ui/pages/hs-events-page.h"
#include "ui/pages/hs-generations-page.h"
#include "ui/pages/hs-graph-page.h"
#include "ui/pages/hs-inspector.h"
#include "ui/pages/hs-lessons-page.h"
#include "ui/pages/hs-pools-page.h"
#include "ui/pages/hs-source-page.h"
#include "ui/pages/hs-stops-page.h"
#include "ui/pages/hs-types-page.h"
#include "ui/widgets/hs-branches.h"
#include "ui/widgets/hs-go-to.h"
#include "ui/widgets/hs-log.h"
#include "ui/widgets/hs-run-bar.h"
#include "ui/widgets/hs-timeline-view.h"
#include "ui/window/hs-window.h"

struct _HsWindow
{
  AdwApplicationWindow parent_instance;

  HsDocument *document;
  bool loading;   /* the text changes because a program is opened */
  bool edited;    /* the text is not what the session runs */
  bool may_close; /* the question whether to save has been answered */
  gboolean automatic;  /* the state of the stateful actions, as the last snapshot has it */
  guint debug_flags;

  AdwToast *hit_toast; /* that says what the program has stopped for, or NULL */

  AdwToastOverlay *toasts;
  AdwWindowTitle *window_title;
  GtkToggleButton *inspector_button;
  HsRunBar *run_bar;
  HsSourcePage *source;
  GtkStack *below;
  HsLog *output;
  HsConsolePage *console;
  HsEventsPage *events;
  HsStopsPage *stops;
  GtkStack *pages;
  HsGraphPage *graph;
  HsGenerationsPage *generations;
  HsPoolsPage *pools;
  HsTypesPage *types;
  HsLessonsPage *lessons;
  HsInspector *inspector;
  HsTimelineView *timeline;
  GtkMenuButton *go_to_button;
  HsGoTo *go_to;
  HsBranches *branches;
};

/* Gives what is in the editor to the session, from the start. */
void hs_window_load_program (HsWindow *self);
/* A toast for ERROR, unless it says that a person changed their mind. */
void hs_window_report (HsWindow *self, const GError *error);

/* hs-window-actions.c */
void hs_window_class_install_actions (GtkWidgetClass *widget_class);
/* Shows the collector's switches as the last snapshot has them. */
void hs_window_update_run_state (HsWindow *self);
