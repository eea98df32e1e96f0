/* SPDX-License-Identifier: MIT */
/* Bodies: jumps. */

INSTRUCTION (JUMP_FORWARD)
  JUMP (oparg);
  DISPATCH ();

INSTRUCTION (JUMP_BACKWARD)
  gcore_specialise_warm_up (frame->code);
  JUMP (-oparg);
  CHECK_BREAKER ();
  DISPATCH ();

INSTRUCTION (JUMP_BACKWARD_QUICK)
  JUMP (-oparg);
  CHECK_BREAKER ();
  DISPATCH ();

INSTRUCTION (JUMP_BACKWARD_NO_INTERRUPT)
  JUMP (-oparg);
  DISPATCH ();

#define JUMPED_BACK()                                                                                                  \
  gcore_specialise_note_loop (frame->code);                                                                            \
  CHECK_BREAKER ()

#define JUMP_ON_TRUTH(NAME, wanted, distance, checks)                                                                  \
  INSTRUCTION (NAME)                                                                                                   \
  {                                                                                                                    \
    GcoreObject *condition = POP ();                                                                                   \
    int truth;                                                                                                         \
    if (condition == GCORE_TRUE || condition == GCORE_FALSE)                                                           \
      truth = condition == GCORE_TRUE;                                                                                 \
    else                                                                                                               \
      truth = is_true (condition);                                                                                     \
    gcore_decref (condition);                                                                                          \
    if (GCORE_UNLIKELY (truth < 0))                                                                                    \
      goto error;                                                                                                      \
    if (truth == (wanted))                                                                                             \
      {                                                                                                                \
        JUMP (distance);                                                                                               \
        checks;                                                                                                        \
      }                                                                                                                \
    DISPATCH ();                                                                                                       \
  }
JUMP_ON_TRUTH (POP_JUMP_FORWARD_IF_FALSE, 0, oparg, )
JUMP_ON_TRUTH (POP_JUMP_FORWARD_IF_TRUE, 1, oparg, )
JUMP_ON_TRUTH (POP_JUMP_BACKWARD_IF_FALSE, 0, -oparg, JUMPED_BACK ())
JUMP_ON_TRUTH (POP_JUMP_BACKWARD_IF_TRUE, 1, -oparg, JUMPED_BACK ())
#undef JUMP_ON_TRUTH

#define JUMP_ON_NONE(NAME, jumps, distance, checks)                                                                    \
  INSTRUCTION (NAME)                                                                                                   \
  {                                                                                                                    \
    GcoreObject *value = POP ();                                                                                       \
    bool none = value == GCORE_NONE;                                                                                   \
    gcore_decref (value);                                                                                              \
    if (none == (jumps))                                                                                               \
      {                                                                                                                \
        JUMP (distance);                                                                                               \
        checks;                                                                                                        \
      }                                                                                                                \
    DISPATCH ();                                                                                                       \
  }
JUMP_ON_NONE (POP_JUMP_FORWARD_IF_NONE, true, oparg, )
JUMP_ON_NONE (POP_JUMP_FORWARD_IF_NOT_NONE, false, oparg, )
JUMP_ON_NONE (POP_JUMP_BACKWARD_IF_NONE, true, -oparg, JUMPED_BACK ())
JUMP_ON_NONE (POP_JUMP_BACKWARD_IF_NOT_NONE, false, -oparg, JUMPED_BACK ())
#undef JUMP_ON_NONE
#undef JUMPED_BACK

INSTRUCTION (JUMP_IF_FALSE_OR_POP)
  {
    int truth = is_true (TOP ());
    if (truth < 0)
      goto error;
    if (truth == 0)
      JUMP (oparg);
    else
      {
        GcoreObject *value = POP ();
        gcore_decref (value);
      }
    DISPATCH ();
  }

INSTRUCTION (JUMP_IF_TRUE_OR_POP)
  {
    int truth = is_true (TOP ());
    if (truth < 0)
      goto error;
    if (truth > 0)
      JUMP (oparg);
    else
      {
        GcoreObject *value = POP ();
        gcore_decref (value);
      }
    DISPATCH ();
  }
