/* SPDX-License-Identifier: MIT */
/* When and at which line of the program an object is made: what the allocator notes while births are recorded. */
#include "gcore/machine/machine.h"

#include "gcore/memory/memory.h"
#include "gcore/objects/str.h"

/* Whether CODE is the program's own, not that of a module carried in the binary ("<frozen …>"). */
static bool
is_own (const GcoreCode *code)
{
  static const char prefix[] = "<frozen ";
  return !(GCORE_STR_IS_ASCII (code->filename) && GCORE_STR_LENGTH (code->filename) > (intptr_t) strlen (prefix)
           && memcmp (gcore_str_data (code->filename), prefix, strlen (prefix)) == 0);
}

/* The line where ACTIVATION stands. Finding it in the code's table takes long, so it is kept, by the instruction's address
 * and a number of the code object, since another may come to lie at the same place. */
static int
line_of (GcoreMachine *machine, const GcoreActivation *activation)
{
  GcoreCode *code = activation->code;
  if (code->tool_data == NULL)
    code->tool_data = (void *) (uintptr_t) ++machine->n_birth_codes;
  uint32_t code_number = (uint32_t) (uintptr_t) code->tool_data;
  const GcoreCodeUnit *instruction = activation->prev_instr;
  GcoreBirthLine *known = &machine->birth_lines[((uintptr_t) instruction >> 1) % GCORE_BIRTH_LINES];
  if (known->instruction != instruction || known->code_number != code_number)
    *known = (GcoreBirthLine){ instruction, code_number,
                               gcore_code_addr_to_line (code, gcore_activation_address (activation)) };
  return known->line;
}

/* The line of the program that is behind what happens now: that of the innermost call of its own code, but none while a
 * module of ours is being imported, the contents of which are nothing the program has made. */
static int
program_line (GcoreMachine *machine)
{
  for (GcoreActivation *call = machine->activation; call != NULL; call = call->previous)
    {
      if (gcore_activation_is_incomplete (call))
        continue;
      if (is_own (call->code))
        return line_of (machine, call);
      if (call->locals == call->globals)
        return 0;
    }
  return 0;
}

static void
update_clock (GcoreBirthClock *clock)
{
  int line = program_line (GCORE_MACHINE);
  clock->tick = gcore_machine_tick (GCORE_MACHINE);
  clock->line = line > 0 ? (uint32_t) line : 0;
}

void
gcore_machine_record_births (GcoreMachine *machine, bool on)
{
  gcore_mem_birth_clock ()->update = on ? update_clock : NULL;
  gcore_mem_set_recording (on);
}
