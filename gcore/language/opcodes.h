/* SPDX-License-Identifier: MIT */
/* Instruction numbers and what is known about each instruction, all made from opcodes.def.
 *
 * Code is a row of 16-bit units: the opcode in the low byte, its argument in the high byte. EXTENDED_ARG in front of an
 * instruction supplies further argument bytes, most significant first. Cache units follow some instructions. */
#pragma once

#include "gcore/base/base.h"

typedef uint16_t GcoreCodeUnit;

#define GCORE_UNIT(opcode, arg) ((GcoreCodeUnit) ((opcode) | (arg) << 8))
#define GCORE_UNIT_OPCODE(unit) ((unit) & 0xff)
#define GCORE_UNIT_ARG(unit) ((unit) >> 8)

/* GCORE_OP_LOAD_FAST … */
typedef enum
{
#define GCORE_OPCODE(NAME, number, caches, effect, flags) GCORE_OP_##NAME = number,
#define GCORE_SPECIALIZED_OPCODE(NAME, number, GENERAL) GCORE_OP_##NAME = number,
#define GCORE_PSEUDO_OPCODE(NAME, number, effect, flags) GCORE_OP_##NAME = number,
#include "gcore/language/opcodes.def"
} GcoreOpcode;

/* GCORE_CACHES_LOAD_ATTR …: cache units after a general instruction. */
enum
{
#define GCORE_OPCODE(NAME, number, caches, effect, flags) GCORE_CACHES_##NAME = caches,
#include "gcore/language/opcodes.def"
};

/* What the argument is. */
enum
{
  GCORE_OPCODE_ARG = 1,    /* used at all */
  GCORE_OPCODE_JUMP = 2,   /* distance in units from the instruction after this one and its caches */
  GCORE_OPCODE_CONST = 4,  /* index into consts */
  GCORE_OPCODE_NAME = 8,   /* index into names (LOAD_GLOBAL: shifted left by one) */
  GCORE_OPCODE_LOCAL = 16, /* index into localsplus */
  GCORE_OPCODE_FREE = 32   /* index into localsplus, of a cell */
};

#define GCORE_N_OPCODES 266 /* the pseudo instructions included */

/* NULL for numbers not in use. */
extern const char *const gcore_opcode_names[GCORE_N_OPCODES];
extern const uint8_t gcore_opcode_flags[GCORE_N_OPCODES];
/* Cache units after an instruction; a specialised one has those of its general form. */
extern const uint8_t gcore_opcode_caches[256];
/* The general form of a specialised instruction; other numbers stand for themselves. */
extern const uint8_t gcore_opcode_general[256];

/* How many entries OPCODE with ARG adds to the stack. JUMP: when its jump is taken. Cache-less pseudo ones included. */
int gcore_opcode_stack_effect (int opcode, int arg, bool jump);

/* Arguments of BINARY_OP; the in-place form is GCORE_BINARY_INPLACE further. */
enum
{
  GCORE_BINARY_ADD, GCORE_BINARY_AND, GCORE_BINARY_FLOOR_DIVIDE, GCORE_BINARY_LSHIFT, GCORE_BINARY_MATRIX_MULTIPLY,
  GCORE_BINARY_MULTIPLY, GCORE_BINARY_REMAINDER, GCORE_BINARY_OR, GCORE_BINARY_POWER, GCORE_BINARY_RSHIFT,
  GCORE_BINARY_SUBTRACT, GCORE_BINARY_TRUE_DIVIDE, GCORE_BINARY_XOR, GCORE_BINARY_INPLACE
};

/* Arguments of MAKE_FUNCTION, of FORMAT_VALUE and of RESUME. */
enum { GCORE_FUNCTION_DEFAULTS = 1, GCORE_FUNCTION_KWDEFAULTS = 2, GCORE_FUNCTION_ANNOTATIONS = 4,
       GCORE_FUNCTION_CLOSURE = 8 };
enum { GCORE_FORMAT_PLAIN, GCORE_FORMAT_STR, GCORE_FORMAT_REPR, GCORE_FORMAT_ASCII, GCORE_FORMAT_HAS_SPEC = 4 };
enum { GCORE_RESUME_START, GCORE_RESUME_AFTER_YIELD, GCORE_RESUME_AFTER_YIELD_FROM, GCORE_RESUME_AFTER_AWAIT };
