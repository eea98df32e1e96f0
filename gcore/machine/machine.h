/* SPDX-License-Identifier: MIT */
/* The machine: one running program with everything it needs, in one image.
 *
 * The program runs on a fiber whose stack lies in the image. The host steps in and out of it:
 *
 *     machine = gcore_machine_new (&options, &host);
 *     gcore_machine_load_file (machine, text, length, "program.py", argc, argv);
 *     while ((reason = gcore_machine_resume (machine, GCORE_RUN_FREELY)) != GCORE_STOP_EXITED)
 *       look around, gcore_machine_request (...), gcore_machine_pause () from another thread, ...
 *     status = gcore_machine_exit_status (machine);
 *     gcore_machine_free (machine);
 *
 * or simply gcore_machine_run_file (). All functions here are for the host's side except where "inside" is said: those
 * are called by code running on the fiber. One machine is used by one thread at a time, except gcore_machine_interrupt. */
#pragma once

#include "gcore/collector/collector.h"
#include "gcore/image/image.h"
#include "gcore/machine/frame-stack.h"
#include "gcore/machine/host.h"

typedef struct GcoreMachine GcoreMachine;

#define GCORE_MACHINE ((GcoreMachine *) GCORE_IMAGE_AT (GCORE_OFFSET_MACHINE))
#define GCORE_MACHINE_CONTROL_OFFSET (GCORE_OFFSET_CONTROL + 0x1000)

/* --- options and stop reasons ------------------------------------------------------------------------------------- */

typedef struct
{
  uint64_t quota;          /* bytes of heap the program may use; 0: the image's own limit */
  bool isolated;           /* do not look for modules beside the program */
  bool quiet;              /* interactive: no banner */
  bool record_births;      /* keep tick and line of every allocation */
  bool no_bytecode_caches; /* never specialise instructions */
  int optimize;            /* 0: asserts run; 1: -O; 2: -OO */
} GcoreOptions;

typedef enum
{
  GCORE_STOP_NONE,
  GCORE_STOP_EXITED,       /* the program and its exit sequence are over; only free may follow (or a new load) */
  GCORE_STOP_ENDED,        /* the main program is over, its objects still there; resume runs the exit sequence */
  GCORE_STOP_REQUEST,      /* a request has been carried out */
  GCORE_STOP_PAUSED,       /* gcore_machine_interrupt (GCORE_INTERRUPT_PAUSE) */
  GCORE_STOP_TIME_LIMIT,   /* gcore_machine_interrupt (GCORE_INTERRUPT_TIME_LIMIT) */
  GCORE_STOP_ABANDONED,    /* gcore_machine_interrupt (GCORE_INTERRUPT_ABANDON): only free may follow */
  GCORE_STOP_TICK,         /* the tick asked for is reached */
  GCORE_STOP_STEPPED,      /* a step is complete */
  GCORE_STOP_BREAKPOINT,
  GCORE_STOP_EXCEPTION,    /* the program is about to end by an exception nobody caught */
  GCORE_STOP_COLLECTOR,    /* inside a collection, at a step someone asked to see */
  GCORE_STOP_CHECKPOINT,   /* gcore_machine_interrupt (GCORE_INTERRUPT_CHECKPOINT): not at a stop point, but at some place */
  GCORE_STOP_LOOK,         /* the same for GCORE_INTERRUPT_LOOK */
  GCORE_STOP_OBSERVED      /* the observer said so */
} GcoreStopReason;

/* How far to run. */
typedef enum
{
  GCORE_RUN_FREELY,
  GCORE_RUN_INSTRUCTION, /* to the next instruction, in whatever frame */
  GCORE_RUN_INTO,        /* to the next line, in whatever frame */
  GCORE_RUN_OVER,        /* to the next line of this frame or of one of its callers */
  GCORE_RUN_OUT,         /* to the next instruction of the calling frame */
  GCORE_RUN_OBSERVED,    /* to where the observer says so; nothing else stops it */
  GCORE_RUN_COLLECTION_STEP, /* to the next micro-step of a collection: of the open one, or of the next to begin */
  GCORE_RUN_COLLECTION_OBJECT, /* to where a collection comes to the next object, or a phase begins */
  GCORE_RUN_COLLECTION_PHASE /* to where a collection's next phase begins */
} GcoreRunMode;

enum
{
  GCORE_INTERRUPT_PAUSE = 1,
  GCORE_INTERRUPT_TIME_LIMIT = 2,
  GCORE_INTERRUPT_KEYBOARD = 4, /* raise KeyboardInterrupt in the program */
  GCORE_INTERRUPT_ABANDON = 8,  /* stop even where another stop would be passed over, as while a request is served */
  /* Stop for a moment; gcore_machine_carry_on then goes on as if nothing had been. */
  GCORE_INTERRUPT_CHECKPOINT = 16,
  GCORE_INTERRUPT_LOOK = 32
};

#define GCORE_MAX_BREAKPOINTS 256

/* Kept outside the program's heap, which has to be the same with and without them. */
typedef struct
{
  int line;
  char filename[252]; /* UTF-8 */
} GcoreBreakpoint;

/* Lines of instructions that made objects, while births are recorded; see births.c. */
#define GCORE_BIRTH_LINES 512

typedef struct
{
  const GcoreCodeUnit *instruction;
  uint32_t code_number;
  int32_t line;
} GcoreBirthLine;

/* Lines of instructions looked at, while every one is; a power of two. */
#define GCORE_KNOWN_LINES 512

typedef struct
{
  const GcoreCodeUnit *instruction;
  int line;
} GcoreLineOfInstruction;

/* Name slots of the following; a power of two. */
#define GCORE_NAME_PLACES 256

/* --- what the host wants, in the image ---------------------------------------------------------------------------- */

/* Looks at MACHINE at a stop point, on its fiber, and changes nothing in the image. STEP is that of an open collection, or
 * NULL between instructions and, when no call runs any more, where an exception ends the program. Returns whether to stop
 * here. */
typedef bool (*GcoreObserver) (GcoreMachine *machine, const GcoreCollectionStep *step, void *data);

/* How far to run, and why it has stopped. No part of the program's state: going back in time leaves it as it is. */
typedef struct
{
  const void *const *dispatch;    /* table of instruction bodies in use: normal or stopping */
  uint32_t breaker;               /* not 0: look at what follows at the next jump back, call or return (atomic) */
  uint32_t interrupts;            /* GCORE_INTERRUPT_..., set from any thread (atomic) */
  uint64_t tick_limit;            /* stop when reached; UINT64_MAX: never */
  GcoreRunMode run_mode;
  int step_depth;                 /* depth at which the step began */
  GcoreActivation *last_activation; /* where the last instruction was, while every one is looked at */
  GcoreCodeUnit *last_instruction;
  int last_line;
  GcoreLineOfInstruction lines[GCORE_KNOWN_LINES]; /* by address */
  uint64_t lines_dead_codes;      /* they hold while no more code objects have died than this */
  bool begins_line;               /* the instruction to come is the first of a line */
  bool pausing;                   /* at the next stop point */
  bool in_doubt;                  /* a collection may have brought the tick limit near: every instruction is looked at */
  GcoreObserver observer;         /* asked at every stop point, or NULL */
  void *observer_data;
  int n_breakpoints;
  GcoreBreakpoint breakpoints[GCORE_MAX_BREAKPOINTS];
  GcoreStopReason stop_reason;    /* why the fiber yielded */
  void (*job) (GcoreMachine *machine); /* what the fiber is to do next when it has nothing to do */
  void (*request) (GcoreMachine *machine, void *data); /* NULL: none */
  void *request_data;
  uint32_t postponed_interrupts;  /* came while a request was served: they apply when it is done */
  bool serving_request;
  bool trying;                    /* what the request does will be put back: a pause breaks it off by KeyboardInterrupt */
  bool host_is_busy;              /* the program waits for one of the host's functions (atomic) */
  bool preempted;                 /* stopped by gcore_machine_preempt */
  bool in_the_midst;              /* stopped so, or in a function in C that waits: not at a stop point */
  int64_t waits_since;            /* processor time of the thread when preempt was first called for an interrupt, 0: none */
} GcoreControl;

_Static_assert (GCORE_MACHINE_CONTROL_OFFSET + sizeof (GcoreControl) <= GCORE_OFFSET_IMAGE, "it fits its place");

/* Behind the collector's part. */
GCORE_INLINE GcoreControl *
gcore_control (const GcoreMachine *machine)
{
  return (GcoreControl *) ((char *) machine + (GCORE_MACHINE_CONTROL_OFFSET - GCORE_OFFSET_MACHINE));
}

/* --- the state, in the image -------------------------------------------------------------------------------------- */

typedef enum
{
  GCORE_PROGRAM_NONE,
  GCORE_PROGRAM_LOADED,
  GCORE_PROGRAM_RUNNING,
  GCORE_PROGRAM_ENDED, /* its exit sequence is still to come */
  GCORE_PROGRAM_EXITED
} GcoreProgramState;

struct GcoreMachine
{
  /* The program's calls. */
  GcoreActivation *activation;    /* innermost running call, NULL outside Python code */
  char *frames_top;               /* first free byte of the frame stack */
  char *frames_limit;             /* end of the part of it that is in use so far */

  /* tick = tick_base + address of the innermost activation's prev_instr / 2 + the collector's steps */
  int64_t tick_base;

  /* How much of what the journal records has been used (see gcore/history). */
  uint32_t n_inputs, n_actions;
  uint64_t n_written;             /* bytes of output */

  /* Recursion: depth = recursion_limit - recursion_remaining. */
  int recursion_limit;
  int recursion_remaining;
  int recursion_headroom;         /* > 0 while the error for exceeding the limit is being made */
  char *stack_bottom;             /* lowest address of the fiber's C stack */

  /* What calls and imports are compared with; borrowed from where they live. */
  GcoreObject *len, *isinstance, *list_append, *import;
  uint32_t next_function_version;
  /* Where in a dict LOAD_NAME found the last name with such a hash: a guess, to be checked against the entry's key. */
  uint16_t name_places[GCORE_NAME_PLACES];

  /* The program's world: all owned. */
  GcoreObject *modules;           /* dict: sys.modules */
  GcoreObject *builtins;          /* dict of the builtins module */
  GcoreObject *builtins_module;
  GcoreObject *sys;               /* dict of the sys module */
  GcoreObject *sys_module;
  GcoreObject *running_module;    /* __main__ while the program runs, which may take it out of sys.modules; else NULL */
  GcoreObject *sources;           /* dict: file name -> source text, for tracebacks */
  GcoreObject *trace_function;    /* sys.settrace, or NULL */
  GcoreType *unraisable_args;     /* class of what sys.unraisablehook gets */
  GcoreObject *profile_function;  /* sys.setprofile, or NULL */
  GcoreObject *traced_event;      /* borrowed name of the event one of the two is told of; NULL: neither runs */
  GcoreObject *exit_callbacks;    /* list of (function, args, kwargs) run at exit, newest first */

  GcoreProgramState program;
  GcoreObject *program_filename, *program_code; /* str and GcoreCode of what is loaded, until it has run */
  struct GcoreArena *program_arena; /* what the parser made of it: alive while it runs, as a program can see */
  bool finalizing;
  bool interactive;
  int future_flags;               /* of `from __future__` at the prompt: they hold from then on */
  int exit_status;
  const char *job_text;           /* of the host's: only while the job it is for runs */
  size_t job_length;
  int status;                     /* of the last job */
  GcoreOptions options;

  uint32_t n_birth_codes;         /* numbers given to code objects for the following */
  GcoreBirthLine birth_lines[GCORE_BIRTH_LINES];
};

_Static_assert (sizeof (GcoreMachine) <= GCORE_OFFSET_MODULES - GCORE_OFFSET_MACHINE, "machine state fits its place");

/* Makes ACTIVATION (may be NULL) the innermost one; the tick does not change. */
GCORE_INLINE void
gcore_machine_switch (GcoreMachine *machine, GcoreActivation *activation)
{
  intptr_t from = machine->activation != NULL ? (intptr_t) machine->activation->prev_instr : 0;
  intptr_t to = activation != NULL ? (intptr_t) activation->prev_instr : 0;
  machine->tick_base += (from - to) / (intptr_t) sizeof (GcoreCodeUnit);
  machine->activation = activation;
}

/* --- life --------------------------------------------------------------------------------------------------------- */

/* A new image with a machine in it: types readied, modules made. HOST is borrowed and has to outlive the machine. NULL
 * when there is no address space or memory for it. The calling thread is then in this image (gcore_image_current) and
 * has to be so again, with gcore_image_enter, whenever it calls one of the functions below. */
GcoreMachine *gcore_machine_new (const GcoreOptions *options, const GcoreHost *host);
/* Drops the image as it is; runs nothing. The thread is then in no image. */
void gcore_machine_free (GcoreMachine *machine);
/* sys.argv; the strings are copied. */
int gcore_machine_set_argv (GcoreMachine *machine, int argc, const char *const *argv);

/* --- running ------------------------------------------------------------------------------------------------------ */

/* A time limit or ABANDON ends the functions that run something to its end before that; the stop reason then says so. */

/* Compiles a program to be run by resume. SOURCE is LENGTH bytes of UTF-8. -1 with an exception (SyntaxError). */
int gcore_machine_load_file (GcoreMachine *machine, const char *source, size_t length, const char *filename);
/* Runs on the fiber until it stops. */
GcoreStopReason gcore_machine_resume (GcoreMachine *machine, GcoreRunMode mode);
/* The same, but stops at TICK at the latest. */
GcoreStopReason gcore_machine_resume_until (GcoreMachine *machine, GcoreRunMode mode, uint64_t tick);
GcoreStopReason gcore_machine_resume_to_tick (GcoreMachine *machine, uint64_t tick);
/* After it stopped for a checkpoint, at a tick or to serve a request: runs on as it was going, to TICK at the latest. */
GcoreStopReason gcore_machine_carry_on (GcoreMachine *machine, uint64_t tick);
/* At a stop point in that mode, or one of the modes that step: whether the instruction to come begins a line. */
bool gcore_machine_begins_line (GcoreMachine *machine);
/* Who is asked at every stop point, in whatever mode the machine runs; NULL: nobody. */
void gcore_machine_set_observer (GcoreMachine *machine, GcoreObserver observer, void *data);
GcoreStopReason gcore_machine_continue (GcoreMachine *machine);
GcoreStopReason gcore_machine_step_into (GcoreMachine *machine);
GcoreStopReason gcore_machine_step_over (GcoreMachine *machine);
GcoreStopReason gcore_machine_step_out (GcoreMachine *machine);
int gcore_machine_exit_status (GcoreMachine *machine);
/* After load_file has failed: prints what is wrong as an uncaught exception, then the exit sequence. The exit status. */
int gcore_machine_report_broken (GcoreMachine *machine);

/* Load, run, exit sequence: the exit status. ARGV[0] is the program's name. */
int gcore_machine_run_file (GcoreMachine *machine, const char *source, const char *filename, int argc,
                            const char *const *argv);
/* Runs SOURCE in __main__ and prints an uncaught exception; no exit sequence. 0, or -1 after an exception. */
int gcore_machine_run_string (GcoreMachine *machine, const char *source);
/* Runs one interactive statement as the REPL does (an expression's value is shown and kept in builtins._). 0; -1 after an
 * exception, which has been printed; 1 when SOURCE is the beginning of a longer statement; 2 after SystemExit. */
int gcore_machine_run_interactive (GcoreMachine *machine, const char *source);
/* The exit sequence: exit callbacks, collection, modules, final collection. Then flushes. The exit status. */
int gcore_machine_finish (GcoreMachine *machine);

/* Runs FUNCTION (MACHINE, DATA) on the fiber where it stands, with all that the program can do. A stopped program is not
 * otherwise moved. GCORE_STOP_REQUEST when done; another reason if FUNCTION itself was stopped, in which case resume
 * carries on with it. */
GcoreStopReason
gcore_machine_request (GcoreMachine *machine, void (*function) (GcoreMachine *machine, void *data), void *data);

/* From any thread: makes a running machine stop (or raise) soon: between instructions, or where a long one polls. */
void gcore_machine_interrupt (GcoreMachine *machine, uint32_t interrupts);
/* For the handler of a signal that comes to the machine's thread every few milliseconds while it is to stop. Once the
 * program has used some milliseconds of processor time since the interrupt without coming to a place where it can stop,
 * stops it where it is. Does nothing in a thread that runs no program. The handler has to allow its own signal (SA_NODEFER):
 * it comes to its end when the program is resumed. */
void gcore_machine_preempt (void);
/* Whether the machine was stopped so. Its heap and calls may then be between two states: the host may resume the machine or
 * free it, but not look at it. gcore_machine_request does nothing then. */
bool gcore_machine_is_preempted (GcoreMachine *machine);
/* On the host's side, while nothing runs: the interrupts that wait. They are forgotten. */
uint32_t gcore_machine_take_interrupts (GcoreMachine *machine);

/* --- breakpoints, ticks ------------------------------------------------------------------------------------------- */

/* -1: too many, or too long a name. */
int gcore_machine_add_breakpoint (GcoreMachine *machine, const char *filename, int line);
void gcore_machine_clear_breakpoints (GcoreMachine *machine);
uint64_t gcore_machine_tick (GcoreMachine *machine);
/* Keeps the tick and line of every allocation from now on (or no longer). */
void gcore_machine_record_births (GcoreMachine *machine, bool on);

/* Takes the wishes for how far to run off MACHINE, to be put back by take_up: breakpoints, observer, mode. Between the two
 * it runs as for a host that wants nothing else. */
void gcore_machine_lay_aside (GcoreMachine *machine, GcoreControl *control);
void gcore_machine_take_up (GcoreMachine *machine, const GcoreControl *control);

/* --- inside ------------------------------------------------------------------------------------------------------- */

/* Gives the thread to the host with REASON; returns when it resumes. */
void gcore_machine_stop (GcoreStopReason reason);
/* sys.setrecursionlimit: -1 with an exception. */
int gcore_machine_set_recursion_limit (int limit);
/* Calls of Python code and of C functions that count, running inside one another. */
int gcore_machine_depth (void);
/* The module __main__, borrowed; NULL when a program that is over has taken it out of sys.modules, or it is gone at the
 * end. Reads only. */
GcoreObject *gcore_machine_main_module (const GcoreMachine *machine);
/* Line of the innermost running Python code, 0 outside. */
int gcore_machine_current_line (void);
/* Issues a warning as the module warnings would: prints it to sys.stderr unless its category is hidden by default. 0, or
 * -1 with an exception. */
int gcore_machine_warn (GcoreObject *category, GcoreObject *text, intptr_t stack_level);
/* The same for a place in a source file, always shown: what the compiler has to say. */
int gcore_machine_warn_explicit (GcoreObject *category, GcoreObject *text, GcoreObject *filename, int line);
/* Borrowed: sys.NAME, or NULL (no exception). */
GcoreObject *gcore_sys_get_object (const char *name);
GcoreObject *gcore_sys_get_object_id (GcoreObject *name);
/* Sets sys.NAME, or deletes it for NULL. -1 with an exception. */
int gcore_sys_set_object (const char *name, GcoreObject *value);
