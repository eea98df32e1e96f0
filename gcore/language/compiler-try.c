/* SPDX-License-Identifier: MIT */
/* try and with. SETUP_… instructions say from where on a handler is in force and POP_BLOCK until where; the assembler
 * turns them into the exception table. */
#include "gcore/language/compiler-private.h"

/* A handler's own handler: restores the exception being handled before, then raises on. */
static void
emit_restore_and_reraise (GcoreCompiler *c, GcoreBlock *block)
{
  gcore_use_block (c, block);
  gcore_emit_arg (c, GCORE_OP_COPY, 3);
  gcore_emit (c, GCORE_OP_POP_EXCEPT);
  gcore_emit_arg (c, GCORE_OP_RERAISE, 1);
}

static void
begin_handler (GcoreCompiler *c, GcoreBlock *handler, GcoreBlock *cleanup)
{
  gcore_use_block (c, handler);
  gcore_unset_location (c);
  gcore_emit_jump (c, GCORE_OP_SETUP_CLEANUP, cleanup);
  gcore_emit (c, GCORE_OP_PUSH_EXC_INFO);
}

/* --- except ------------------------------------------------------------------------------------------------------- */

static void
emit_unbind (GcoreCompiler *c, GcoreObject *name)
{
  gcore_emit_const (c, GCORE_NONE);
  gcore_emit_variable (c, name, GCORE_STORE);
  gcore_emit_variable (c, name, GCORE_DEL);
}

/* `except E as name: body` is `name = …; try: body; finally: name = None; del name`. */
static void
compile_named_handler (GcoreCompiler *c, const GcoreExceptHandler *handler, GcoreBlock *end)
{
  GcoreBlock *cleanup_end = gcore_new_block (c), *body = gcore_new_block (c);
  gcore_emit_variable (c, handler->name, GCORE_STORE);
  gcore_emit_jump (c, GCORE_OP_SETUP_CLEANUP, cleanup_end);
  gcore_use_block (c, body);
  gcore_push_nest (c, GCORE_NEST_HANDLER_CLEANUP, body, NULL, handler->name);
  gcore_compile_stmts (c, handler->body);
  gcore_pop_nest (c);
  gcore_unset_location (c);
  gcore_emit (c, GCORE_OP_POP_BLOCK);
  gcore_emit (c, GCORE_OP_POP_BLOCK);
  gcore_emit (c, GCORE_OP_POP_EXCEPT);
  emit_unbind (c, handler->name);
  gcore_emit_jump (c, GCORE_OP_JUMP, end);

  gcore_use_block (c, cleanup_end);
  gcore_unset_location (c);
  emit_unbind (c, handler->name);
  gcore_emit_arg (c, GCORE_OP_RERAISE, 1);
}

static void
compile_plain_handler (GcoreCompiler *c, const GcoreExceptHandler *handler, GcoreBlock *end)
{
  GcoreBlock *body = gcore_new_block (c);
  gcore_emit (c, GCORE_OP_POP_TOP);
  gcore_use_block (c, body);
  gcore_push_nest (c, GCORE_NEST_HANDLER_CLEANUP, body, NULL, NULL);
  gcore_compile_stmts (c, handler->body);
  gcore_pop_nest (c);
  gcore_unset_location (c);
  gcore_emit (c, GCORE_OP_POP_BLOCK);
  gcore_emit (c, GCORE_OP_POP_EXCEPT);
  gcore_emit_jump (c, GCORE_OP_JUMP, end);
}

static void
compile_handlers (GcoreCompiler *c, const GcoreExceptHandlerSeq *handlers, GcoreBlock *end)
{
  for (intptr_t i = 0; i < handlers->count; i++)
    {
      GcoreExceptHandler *handler = handlers->items[i];
      gcore_set_location (c, handler->location);
      if (handler->type == NULL && i < handlers->count - 1)
        gcore_compile_error_text (c, "default 'except:' must be last");
      GcoreBlock *next = gcore_new_block (c);
      if (handler->type != NULL)
        {
          gcore_compile_expr (c, handler->type);
          gcore_emit (c, GCORE_OP_CHECK_EXC_MATCH);
          gcore_emit_jump (c, GCORE_OP_POP_JUMP_IF_FALSE, next);
        }
      if (handler->name != NULL)
        compile_named_handler (c, handler, end);
      else
        compile_plain_handler (c, handler, end);
      gcore_use_block (c, next);
    }
}

static void
compile_try_except (GcoreCompiler *c, const GcoreTry *node)
{
  GcoreBlock *body = gcore_new_block (c), *handlers = gcore_new_block (c);
  GcoreBlock *end = gcore_new_block (c), *cleanup = gcore_new_block (c);
  gcore_emit_jump (c, GCORE_OP_SETUP_FINALLY, handlers);
  gcore_use_block (c, body);
  gcore_push_nest (c, GCORE_NEST_TRY, body, NULL, NULL);
  gcore_compile_stmts (c, node->body);
  gcore_pop_nest (c);
  gcore_emit_without_line (c, GCORE_OP_POP_BLOCK);
  gcore_compile_stmts (c, node->orelse);
  gcore_emit_jump_without_line (c, GCORE_OP_JUMP, end);

  begin_handler (c, handlers, cleanup);
  gcore_push_nest (c, GCORE_NEST_HANDLERS, NULL, NULL, NULL);
  compile_handlers (c, node->handlers, end);
  gcore_unset_location (c);
  gcore_pop_nest (c);
  gcore_emit_arg (c, GCORE_OP_RERAISE, 0);
  emit_restore_and_reraise (c, cleanup);
  gcore_use_block (c, end);
}

/* --- finally ------------------------------------------------------------------------------------------------------ */

/* The final statements are compiled for each way out of the body: through its end, by an exception, by a jump. */
static void
compile_try_finally (GcoreCompiler *c, const GcoreTry *node)
{
  GcoreBlock *body = gcore_new_block (c), *handler = gcore_new_block (c);
  GcoreBlock *exit = gcore_new_block (c), *cleanup = gcore_new_block (c);
  gcore_emit_jump (c, GCORE_OP_SETUP_FINALLY, handler);
  gcore_use_block (c, body);
  gcore_push_nest (c, GCORE_NEST_FINALLY_TRY, body, handler, node->finalbody);
  if (node->handlers->count > 0)
    compile_try_except (c, node);
  else
    gcore_compile_stmts (c, node->body);
  gcore_emit_without_line (c, GCORE_OP_POP_BLOCK);
  gcore_pop_nest (c);
  gcore_compile_stmts (c, node->finalbody);
  gcore_emit_jump_without_line (c, GCORE_OP_JUMP, exit);

  begin_handler (c, handler, cleanup);
  gcore_push_nest (c, GCORE_NEST_FINALLY_END, handler, NULL, NULL);
  gcore_compile_stmts (c, node->finalbody);
  gcore_pop_nest (c);
  gcore_emit_arg (c, GCORE_OP_RERAISE, 0);
  emit_restore_and_reraise (c, cleanup);
  gcore_use_block (c, exit);
}

void
gcore_compile_try (GcoreCompiler *c, GcoreStmt *node)
{
  if (node->as.try_.finalbody->count > 0)
    compile_try_finally (c, &node->as.try_);
  else
    compile_try_except (c, &node->as.try_);
}

/* --- with --------------------------------------------------------------------------------------------------------- */

void
gcore_emit_exit_call (GcoreCompiler *c)
{
  for (int i = 0; i < 3; i++)
    gcore_emit_const (c, GCORE_NONE);
  gcore_emit_call (c, 2);
}

/* After __exit__ was called for an exception: goes on if it returned something true. */
static void
finish_exceptional_exit (GcoreCompiler *c, GcoreBlock *cleanup)
{
  GcoreBlock *suppress = gcore_new_block (c);
  gcore_unset_location (c);
  gcore_emit_jump (c, GCORE_OP_POP_JUMP_IF_TRUE, suppress);
  gcore_emit_arg (c, GCORE_OP_RERAISE, 2);
  emit_restore_and_reraise (c, cleanup);
  gcore_use_block (c, suppress);
  gcore_emit (c, GCORE_OP_POP_TOP);
  gcore_emit (c, GCORE_OP_POP_BLOCK);
  gcore_emit (c, GCORE_OP_POP_EXCEPT);
  gcore_emit (c, GCORE_OP_POP_TOP);
  gcore_emit (c, GCORE_OP_POP_TOP);
}

void
gcore_compile_with (GcoreCompiler *c, GcoreStmt *node, intptr_t number)
{
  if (c->failed)
    return;
  const GcoreWithItem *item = node->as.with.items->items[number];
  GcoreBlock *block = gcore_new_block (c), *handler = gcore_new_block (c);
  GcoreBlock *exit = gcore_new_block (c), *cleanup = gcore_new_block (c);
  gcore_compile_expr (c, item->context_expr);
  gcore_emit (c, GCORE_OP_BEFORE_WITH);
  gcore_emit_jump (c, GCORE_OP_SETUP_WITH, handler);
  gcore_use_block (c, block);
  gcore_push_nest (c, GCORE_NEST_WITH, block, handler, node);
  if (item->optional_vars != NULL)
    gcore_compile_expr (c, item->optional_vars);
  else
    gcore_emit (c, GCORE_OP_POP_TOP);
  if (number + 1 == node->as.with.items->count)
    gcore_compile_stmts (c, node->as.with.body);
  else
    gcore_compile_with (c, node, number + 1);
  gcore_unset_location (c);
  gcore_emit (c, GCORE_OP_POP_BLOCK);
  gcore_pop_nest (c);

  gcore_set_location (c, node->location);
  gcore_emit_exit_call (c);
  gcore_emit (c, GCORE_OP_POP_TOP);
  gcore_emit_jump (c, GCORE_OP_JUMP, exit);

  gcore_use_block (c, handler);
  gcore_emit_jump (c, GCORE_OP_SETUP_CLEANUP, cleanup);
  gcore_emit (c, GCORE_OP_PUSH_EXC_INFO);
  gcore_emit (c, GCORE_OP_WITH_EXCEPT_START);
  finish_exceptional_exit (c, cleanup);
  gcore_use_block (c, exit);
}
