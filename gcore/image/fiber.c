/* SPDX-License-Identifier: MIT */
#include "gcore/image/fiber.h"

#include "gcore/image/image-private.h"

#if GCORE_HAVE_ASAN
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#endif

#define FIBER (&GCORE_IMAGE_STATE->fiber)
#define STACK_BOTTOM (gcore_image_base + GCORE_OFFSET_STACK)
#define STACK_TOP (STACK_BOTTOM + GCORE_STACK_SIZE)

/* --- AddressSanitizer wants to know which stack is in use --------------------------------------------------------- */

/* Said just before leaving a stack; FAKE_STACK is that stack's bookkeeping, NULL if the stack is never returned to. */
static void
announce_switch (void **fake_stack, const void *bottom, size_t size)
{
#if GCORE_HAVE_ASAN
  __sanitizer_start_switch_fiber (fake_stack, bottom, size);
#endif
}

/* Said on arrival on the host's stack. */
static void
arrive_on_host (void *fake_stack)
{
#if GCORE_HAVE_ASAN
  __sanitizer_finish_switch_fiber (fake_stack, NULL, NULL);
#endif
}

/* Said on arrival on the fiber's stack; learns where the host's is. */
static void
arrive_on_fiber (void *fake_stack)
{
#if GCORE_HAVE_ASAN
  GcoreImage *image = gcore_image_current ();
  __sanitizer_finish_switch_fiber (fake_stack, &image->host_stack_bottom, &image->host_stack_size);
#endif
}

/* --- saving one context and continuing another -------------------------------------------------------------------- */

static void fiber_main (void);

#if GCORE_FIBER_OWN_SWITCH

/* Pushes the registers that the calling convention preserves, leaves the stack pointer in *SAVE, takes LOAD for stack
 * pointer, pops the registers found there and returns to where that context once called this function. Unlike
 * swapcontext it makes no system call, and everything it saves lies on the stack, so inside the image. */
__attribute__ ((naked, noinline)) static void
switch_context (GcoreContext *save GCORE_UNUSED, GcoreContext *load GCORE_UNUSED)
{
  __asm__ ("pushq %rbp\n\t"
           "pushq %rbx\n\t"
           "pushq %r12\n\t"
           "pushq %r13\n\t"
           "pushq %r14\n\t"
           "pushq %r15\n\t"
           "movq %rsp, (%rdi)\n\t"
           "movq (%rsi), %rsp\n\t"
           "popq %r15\n\t"
           "popq %r14\n\t"
           "popq %r13\n\t"
           "popq %r12\n\t"
           "popq %rbx\n\t"
           "popq %rbp\n\t"
           "ret");
}

/* Lays out the stack as if fiber_main's first instruction had been interrupted by switch_context. */
static void
make_context (GcoreFiber *fiber)
{
  void **slot = (void **) STACK_TOP;
  *--slot = NULL; /* keeps the return address below 16-byte aligned, as at any call; */
  *--slot = NULL; /* and ends a debugger's walk up the stack */
  *--slot = NULL;
  *--slot = (void *) fiber_main;
  for (int i = 0; i < 6; i++)
    *--slot = NULL;
  fiber->context = slot;
  fiber->stack_pointer = (char *) slot;
}

GCORE_INLINE char *
saved_stack_pointer (GcoreFiber *fiber)
{
  return fiber->context;
}

#else

static void
switch_context (GcoreContext *save, GcoreContext *load)
{
  GCORE_IMAGE_STATE->fiber.stack_pointer = (char *) __builtin_frame_address (0);
  swapcontext (save, load);
}

static void
make_context (GcoreFiber *fiber)
{
  getcontext (&fiber->context);
  fiber->context.uc_stack.ss_sp = STACK_BOTTOM;
  fiber->context.uc_stack.ss_size = GCORE_STACK_SIZE;
  fiber->context.uc_link = NULL;
  makecontext (&fiber->context, fiber_main, 0);
  fiber->stack_pointer = STACK_TOP - 1024;
}

/* A kilobyte is ample for what swapcontext and switch_context put below the latter's frame address. */
GCORE_INLINE char *
saved_stack_pointer (GcoreFiber *fiber)
{
  return (char *) (((uintptr_t) fiber->stack_pointer - 1024) & ~(uintptr_t) 15);
}

#endif

/* --- the fiber ---------------------------------------------------------------------------------------------------- */

static void
leave_fiber (GcoreFiberStatus status)
{
  GcoreFiber *fiber = FIBER;
  GcoreImage *image = gcore_image_current ();
  void *fake_stack = NULL;
  fiber->status = status;
  announce_switch (status == GCORE_FIBER_ENDED ? NULL : &fake_stack, image->host_stack_bottom, image->host_stack_size);
  switch_context (&fiber->context, &image->host_context);
  arrive_on_fiber (fake_stack);
}

static void
fiber_main (void)
{
  arrive_on_fiber (NULL);
  FIBER->entry (FIBER->arg);
  leave_fiber (GCORE_FIBER_ENDED);
  __builtin_unreachable ();
}

void
gcore_fiber_start (GcoreFiberEntry entry, void *arg)
{
  GcoreFiber *fiber = FIBER;
  assert (fiber->status != GCORE_FIBER_RUNNING);
#if GCORE_HAVE_ASAN
  if (fiber->stack_pointer != NULL) /* the frames forgotten never get to clean up after themselves */
    ASAN_UNPOISON_MEMORY_REGION (fiber->stack_pointer, (size_t) (STACK_TOP - fiber->stack_pointer));
#endif
  fiber->entry = entry;
  fiber->arg = arg;
  make_context (fiber);
  fiber->status = GCORE_FIBER_STOPPED;
}

bool
gcore_fiber_switch_in (void)
{
  GcoreFiber *fiber = FIBER;
  assert (fiber->status == GCORE_FIBER_STOPPED);
  void *fake_stack = NULL;
  fiber->status = GCORE_FIBER_RUNNING;
  announce_switch (&fake_stack, STACK_BOTTOM, GCORE_STACK_SIZE);
  switch_context (&gcore_image_current ()->host_context, &fiber->context);
  arrive_on_host (fake_stack);
  fiber->stack_pointer = saved_stack_pointer (fiber);
  return fiber->status == GCORE_FIBER_STOPPED;
}

void
gcore_fiber_yield (void)
{
  assert (gcore_fiber_inside ());
  leave_fiber (GCORE_FIBER_STOPPED);
}

GcoreFiberStatus
gcore_fiber_status (void)
{
  return FIBER->status;
}

bool
gcore_fiber_inside (void)
{
  return gcore_fiber_stack_left () != SIZE_MAX;
}

size_t
gcore_fiber_stack_used (void)
{
  return FIBER->status == GCORE_FIBER_STOPPED ? (size_t) (STACK_TOP - FIBER->stack_pointer) : 0;
}
