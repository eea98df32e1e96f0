/* SPDX-License-Identifier: MIT */
/* Code as a graph of basic blocks: what the compiler emits into and the assembler reads.
 *
 * A block is a row of instructions; only its last may jump. Control goes on to `next` unless no_fallthrough. All memory
 * comes from one arena. Opcodes may be pseudo instructions until gcore_flow_resolve_jumps and the assembler. */
#pragma once

#include "gcore/language/ast.h"
#include "gcore/language/opcodes.h"

typedef struct GcoreBlock GcoreBlock;

typedef struct
{
  int opcode;
  int arg;
  GcoreBlock *target;  /* of a jump or a pushed handler, else NULL */
  GcoreBlock *handler; /* where an exception goes, NULL: out; see gcore_flow_find_handlers */
  GcoreLocation location; /* lineno -1: none, artificial code */
} GcoreInstruction;

/* Handlers in force, innermost last. */
typedef struct
{
  int depth;
  GcoreBlock *handlers[22]; /* statically nested blocks, one pushed twice for `except E as name`, and one more */
} GcoreHandlerStack;

struct GcoreBlock
{
  GcoreBlock *made_before;  /* chain of all blocks, newest first */
  GcoreBlock *next;         /* in order of the code; NULL: the last, or not in use */
  GcoreInstruction *instructions;
  int count, capacity;
  int predecessors;         /* edges into a reachable block; 0: unreachable */
  int start_depth;          /* stack entries on entry; -1: not known */
  int offset;               /* units from the code's start */
  GcoreHandlerStack *handler_stack; /* on entry, while handlers are being found */
  bool no_fallthrough;      /* ends with a jump or leaves the code */
  bool is_exit;             /* ends with a return or raise */
  bool visited;
  bool pushes_lasti;        /* as a handler: the address of the raising instruction is pushed */
};

/* One code object's blocks. */
typedef struct
{
  GcoreArena *arena;
  GcoreBlock *newest; /* head of the made_before chain */
  GcoreBlock *entry;
  int first_line;     /* of the code object */
} GcoreFlow;

/* A new block at the head of the chain; NULL with MemoryError. */
GcoreBlock *gcore_flow_new_block (GcoreFlow *flow);
/* Adds a zeroed instruction at the end of BLOCK: NULL with MemoryError. */
GcoreInstruction *gcore_flow_append (GcoreFlow *flow, GcoreBlock *block);
/* Adds a copy of INSTRUCTION at POSITION of BLOCK. False with MemoryError. */
bool gcore_flow_insert (GcoreFlow *flow, GcoreBlock *block, int position, GcoreInstruction instruction);

/* Goes to another place; exceptions apart. */
bool gcore_instruction_is_jump (const GcoreInstruction *instruction);
/* Puts a handler in force. */
bool gcore_instruction_is_push (const GcoreInstruction *instruction);
/* Nothing may follow it in its block. */
bool gcore_instruction_ends_block (const GcoreInstruction *instruction);

/* Leaves the code, and nothing in it has a place in the source. */
bool gcore_block_is_exit_without_line (const GcoreBlock *block);

/* Passes, in the order in which the assembler runs them. False: an exception is set. */

/* Marks exits and blocks that do not fall through. */
void gcore_flow_mark_exits (GcoreFlow *flow);
/* Peephole optimisation, jump threading, removal of unreachable code. CONSTS: the list of constants, which may grow.
 * KEEP (DATA, tuple) returns the shared equal of a new constant, which it steals: a new reference or NULL. */
bool gcore_flow_optimize (GcoreFlow *flow, GcoreObject *consts, GcoreObject *(*keep) (void *data, GcoreObject *tuple),
                          void *data);
/* Gives each jump to an exit without a line its own copy of it. */
bool gcore_flow_duplicate_exits (GcoreFlow *flow);
/* Artificial instructions take the place of what is executed before them. */
void gcore_flow_propagate_locations (GcoreFlow *flow);
/* Fills in start_depth; returns the greatest depth, -1 with an exception set. */
int gcore_flow_stack_depth (GcoreFlow *flow, int entry_depth);
/* Fills in handler and removes the pseudo instructions that said where handlers are in force. */
bool gcore_flow_find_handlers (GcoreFlow *flow);
/* Removes NOPs that no line needs. */
void gcore_flow_remove_nops (GcoreBlock *block);
/* Turns pseudo jumps into forward and backward ones. */
void gcore_flow_resolve_jumps (GcoreFlow *flow);
