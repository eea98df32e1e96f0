/* SPDX-License-Identifier: MIT */
#include "gcore/language/opcodes.h"

enum
{
  ARG = GCORE_OPCODE_ARG,
  JUMP = GCORE_OPCODE_JUMP,
  CONST = GCORE_OPCODE_CONST,
  NAME = GCORE_OPCODE_NAME,
  LOCAL = GCORE_OPCODE_LOCAL,
  FREE = GCORE_OPCODE_FREE
};

const char *const gcore_opcode_names[GCORE_N_OPCODES] = {
#define GCORE_OPCODE(N, number, caches, effect, flags) [number] = #N,
#define GCORE_SPECIALIZED_OPCODE(N, number, GENERAL) [number] = #N,
#define GCORE_PSEUDO_OPCODE(N, number, effect, flags) [number] = #N,
#include "gcore/language/opcodes.def"
};

const uint8_t gcore_opcode_flags[GCORE_N_OPCODES] = {
#define GCORE_OPCODE(N, number, caches, effect, flags) [number] = flags,
#define GCORE_PSEUDO_OPCODE(N, number, effect, flags) [number] = flags,
#include "gcore/language/opcodes.def"
};

const uint8_t gcore_opcode_caches[256] = {
#define GCORE_OPCODE(N, number, caches, effect, flags) [number] = caches,
#define GCORE_SPECIALIZED_OPCODE(N, number, GENERAL) [number] = GCORE_CACHES_##GENERAL,
#include "gcore/language/opcodes.def"
};

const uint8_t gcore_opcode_general[256] = {
#define GCORE_OPCODE(N, number, caches, effect, flags) [number] = number,
#define GCORE_SPECIALIZED_OPCODE(N, number, GENERAL) [number] = GCORE_OP_##GENERAL,
#include "gcore/language/opcodes.def"
};

int
gcore_opcode_stack_effect (int opcode, int arg, bool jump)
{
  switch (opcode)
    {
#define GCORE_OPCODE(N, number, caches, effect, flags)                                                                 \
  case number:                                                                                                         \
    return effect;
#define GCORE_PSEUDO_OPCODE(N, number, effect, flags)                                                                  \
  case number:                                                                                                         \
    return effect;
#include "gcore/language/opcodes.def"
    default:
      return 0;
    }
}
