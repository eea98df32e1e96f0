/* SPDX-License-Identifier: MIT */
/* The types whose references stand in fixed fields: one table a type. */
#include "gcore/record/describe-private.h"

#include "gcore/objects/builtin-function.h"
#include "gcore/objects/cell.h"
#include "gcore/objects/code.h"
#include "gcore/objects/descriptors.h"
#include "gcore/objects/dict.h"
#include "gcore/objects/exceptions.h"
#include "gcore/objects/function.h"
#include "gcore/objects/generator.h"
#include "gcore/objects/generic-alias.h"
#include "gcore/objects/iterators.h"
#include "gcore/objects/list.h"
#include "gcore/objects/method.h"
#include "gcore/objects/module.h"
#include "gcore/objects/range.h"
#include "gcore/objects/set.h"
#include "gcore/objects/simple-namespace.h"
#include "gcore/objects/slice.h"
#include "gcore/objects/super.h"
#include "gcore/objects/traceback.h"
#include "gcore/objects/tuple.h"

#define FIELD(Struct, field, name) { offsetof (Struct, field), name }
#define END { 0, NULL }
#define TABLE(name, ...) static const GcoreFieldDef name[] = { __VA_ARGS__, END }

TABLE (function_fields, FIELD (GcoreFunction, code, "__code__"), FIELD (GcoreFunction, globals, "__globals__"),
       FIELD (GcoreFunction, builtins, "__builtins__"), FIELD (GcoreFunction, name, "__name__"),
       FIELD (GcoreFunction, qualname, "__qualname__"), FIELD (GcoreFunction, defaults, "__defaults__"),
       FIELD (GcoreFunction, kwdefaults, "__kwdefaults__"), FIELD (GcoreFunction, closure, "__closure__"),
       FIELD (GcoreFunction, doc, "__doc__"), FIELD (GcoreFunction, dict, "__dict__"),
       FIELD (GcoreFunction, module, "__module__"), FIELD (GcoreFunction, annotations, "__annotations__"));
TABLE (method_fields, FIELD (GcoreMethod, function, "__func__"), FIELD (GcoreMethod, self, "__self__"));
TABLE (builtin_function_fields, FIELD (GcoreBuiltinFunction, self, "__self__"),
       FIELD (GcoreBuiltinFunction, module, "__module__"));
TABLE (cell_fields, FIELD (GcoreCell, content, "cell_contents"));
TABLE (code_fields, FIELD (GcoreCode, consts, "co_consts"), FIELD (GcoreCode, names, "co_names"),
       FIELD (GcoreCode, localsplusnames, "variable names"), FIELD (GcoreCode, localspluskinds, "variable kinds"),
       FIELD (GcoreCode, filename, "co_filename"), FIELD (GcoreCode, name, "co_name"),
       FIELD (GcoreCode, qualname, "co_qualname"), FIELD (GcoreCode, linetable, "co_linetable"),
       FIELD (GcoreCode, exceptiontable, "co_exceptiontable"), FIELD (GcoreCode, code_bytes, "co_code"));
TABLE (frame_fields, FIELD (GcoreFrame, back, "f_back"), FIELD (GcoreFrame, trace, "f_trace"));
TABLE (traceback_fields, FIELD (GcoreTraceback, next, "tb_next"), FIELD (GcoreTraceback, frame, "tb_frame"));
TABLE (generator_fields, FIELD (GcoreGenerator, code, "gi_code"), FIELD (GcoreGenerator, name, "__name__"),
       FIELD (GcoreGenerator, qualname, "__qualname__"), FIELD (GcoreGenerator, handled.exception, "handled exception"),
       FIELD (GcoreGenerator, origin, "cr_origin"));
TABLE (module_fields, FIELD (GcoreModule, dict, "__dict__"), FIELD (GcoreModule, name, "name"));
TABLE (simple_namespace_fields, FIELD (GcoreSimpleNamespace, dict, "__dict__"));
TABLE (slice_fields, FIELD (GcoreSlice, start, "start"), FIELD (GcoreSlice, stop, "stop"),
       FIELD (GcoreSlice, step, "step"));
TABLE (range_fields, FIELD (GcoreRange, start, "start"), FIELD (GcoreRange, stop, "stop"),
       FIELD (GcoreRange, step, "step"), FIELD (GcoreRange, length, "length"));
TABLE (long_range_iterator_fields, FIELD (GcoreLongRangeIterator, index, "index"),
       FIELD (GcoreLongRangeIterator, start, "start"), FIELD (GcoreLongRangeIterator, step, "step"),
       FIELD (GcoreLongRangeIterator, length, "length"));

/* The iterators' and views' containers. */
TABLE (list_iterator_fields, FIELD (GcoreListIterator, list, "list"));
TABLE (tuple_iterator_fields, FIELD (GcoreTupleIterator, tuple, "tuple"));
TABLE (set_iterator_fields, FIELD (GcoreSetIterator, set, "set"));
TABLE (dict_view_fields, FIELD (GcoreDictView, dict, "dict"));
TABLE (dict_iterator_fields, FIELD (GcoreDictIterator, dict, "dict"), FIELD (GcoreDictIterator, result, "last pair"));
TABLE (seq_iterator_fields, FIELD (GcoreSeqIterator, sequence, "sequence"));
TABLE (call_iterator_fields, FIELD (GcoreCallIterator, callable, "callable"),
       FIELD (GcoreCallIterator, sentinel, "sentinel"));
TABLE (enumerate_fields, FIELD (GcoreEnumerate, iterator, "iterator"), FIELD (GcoreEnumerate, result, "last pair"),
       FIELD (GcoreEnumerate, long_index, "index"));
TABLE (reversed_fields, FIELD (GcoreReversed, sequence, "sequence"));
TABLE (zip_fields, FIELD (GcoreZip, iterators, "iterators"), FIELD (GcoreZip, result, "last tuple"));
TABLE (map_fields, FIELD (GcoreMap, iterators, "iterators"), FIELD (GcoreMap, function, "function"));
TABLE (filter_fields, FIELD (GcoreFilter, function, "function"), FIELD (GcoreFilter, iterator, "iterator"));

TABLE (property_fields, FIELD (GcoreProperty, get, "fget"), FIELD (GcoreProperty, set, "fset"),
       FIELD (GcoreProperty, del, "fdel"), FIELD (GcoreProperty, doc, "__doc__"), FIELD (GcoreProperty, name, "name"));
TABLE (class_method_fields, FIELD (GcoreClassMethod, callable, "__func__"), FIELD (GcoreClassMethod, dict, "__dict__"));
TABLE (super_fields, FIELD (GcoreSuper, type, "__thisclass__"), FIELD (GcoreSuper, object, "__self__"),
       FIELD (GcoreSuper, object_type, "__self_class__"));
TABLE (descriptor_fields, FIELD (GcoreDescriptor, owner, "__objclass__"), FIELD (GcoreDescriptor, name, "__name__"),
       FIELD (GcoreDescriptor, qualname, "__qualname__"));
TABLE (method_wrapper_fields, FIELD (GcoreMethodWrapper, descriptor, "descriptor"),
       FIELD (GcoreMethodWrapper, self, "__self__"));
TABLE (mapping_proxy_fields, FIELD (GcoreMappingProxy, mapping, "mapping"));
TABLE (generic_alias_fields, FIELD (GcoreGenericAlias, origin, "__origin__"),
       FIELD (GcoreGenericAlias, args, "__args__"), FIELD (GcoreGenericAlias, parameters, "__parameters__"));
TABLE (union_fields, FIELD (GcoreUnion, args, "__args__"), FIELD (GcoreUnion, parameters, "__parameters__"));

/* The classes; those made by class statements have more (describe.c). */
TABLE (type_fields, FIELD (GcoreType, dict, "__dict__"), FIELD (GcoreType, bases, "__bases__"),
       FIELD (GcoreType, mro, "__mro__"), FIELD (GcoreType, base_type, "__base__"),
       FIELD (GcoreType, subclasses, "subclasses"));

/* The layouts that exceptions.def names. */
#define EXCEPTION_FIELDS(Struct)                                                                                       \
  FIELD (Struct, dict, "__dict__"), FIELD (Struct, args, "args"), FIELD (Struct, notes, "__notes__"),                  \
    FIELD (Struct, traceback, "__traceback__"), FIELD (Struct, context, "__context__"),                                \
    FIELD (Struct, cause, "__cause__")
TABLE (exception_Exception, EXCEPTION_FIELDS (GcoreException));
TABLE (exception_StopIteration, EXCEPTION_FIELDS (GcoreStopIteration), FIELD (GcoreStopIteration, value, "value"));
TABLE (exception_SystemExit, EXCEPTION_FIELDS (GcoreSystemExit), FIELD (GcoreSystemExit, code, "code"));
TABLE (exception_NameError, EXCEPTION_FIELDS (GcoreNameError), FIELD (GcoreNameError, name, "name"));
TABLE (exception_AttributeError, EXCEPTION_FIELDS (GcoreAttributeError), FIELD (GcoreAttributeError, object, "obj"),
       FIELD (GcoreAttributeError, name, "name"));
TABLE (exception_ImportError, EXCEPTION_FIELDS (GcoreImportError), FIELD (GcoreImportError, msg, "msg"),
       FIELD (GcoreImportError, name, "name"), FIELD (GcoreImportError, path, "path"));
TABLE (exception_OSError, EXCEPTION_FIELDS (GcoreOSError), FIELD (GcoreOSError, errno_, "errno"),
       FIELD (GcoreOSError, strerror, "strerror"), FIELD (GcoreOSError, filename, "filename"),
       FIELD (GcoreOSError, filename2, "filename2"));
TABLE (exception_SyntaxError, EXCEPTION_FIELDS (GcoreSyntaxError), FIELD (GcoreSyntaxError, msg, "msg"),
       FIELD (GcoreSyntaxError, filename, "filename"), FIELD (GcoreSyntaxError, lineno, "lineno"),
       FIELD (GcoreSyntaxError, offset, "offset"), FIELD (GcoreSyntaxError, end_lineno, "end_lineno"),
       FIELD (GcoreSyntaxError, end_offset, "end_offset"), FIELD (GcoreSyntaxError, text, "text"),
       FIELD (GcoreSyntaxError, print_file_and_line, "print_file_and_line"));
TABLE (exception_ExceptionGroup, EXCEPTION_FIELDS (GcoreExceptionGroup), FIELD (GcoreExceptionGroup, msg, "message"),
       FIELD (GcoreExceptionGroup, excs, "exceptions"));
TABLE (exception_UnicodeError, EXCEPTION_FIELDS (GcoreUnicodeError), FIELD (GcoreUnicodeError, encoding, "encoding"),
       FIELD (GcoreUnicodeError, object, "object"), FIELD (GcoreUnicodeError, reason, "reason"));

#define EXCEPTION_TABLE(Layout) exception_##Layout

static const GcoreFieldDef *const tables[GCORE_N_BUILTIN_TYPES] = {
  [GCORE_TYPE_ID_TYPE] = type_fields,
  [GCORE_TYPE_ID_FUNCTION] = function_fields,
  [GCORE_TYPE_ID_METHOD] = method_fields,
  [GCORE_TYPE_ID_BUILTIN_FUNCTION] = builtin_function_fields,
  [GCORE_TYPE_ID_CELL] = cell_fields,
  [GCORE_TYPE_ID_CODE] = code_fields,
  [GCORE_TYPE_ID_FRAME] = frame_fields,
  [GCORE_TYPE_ID_TRACEBACK] = traceback_fields,
  [GCORE_TYPE_ID_GENERATOR] = generator_fields,
  [GCORE_TYPE_ID_COROUTINE] = generator_fields,
  [GCORE_TYPE_ID_MODULE] = module_fields,
  [GCORE_TYPE_ID_SIMPLE_NAMESPACE] = simple_namespace_fields,
  [GCORE_TYPE_ID_SLICE] = slice_fields,
  [GCORE_TYPE_ID_RANGE] = range_fields,
  [GCORE_TYPE_ID_LONG_RANGE_ITERATOR] = long_range_iterator_fields,
  [GCORE_TYPE_ID_LIST_ITERATOR] = list_iterator_fields,
  [GCORE_TYPE_ID_LIST_REVERSE_ITERATOR] = list_iterator_fields,
  [GCORE_TYPE_ID_TUPLE_ITERATOR] = tuple_iterator_fields,
  [GCORE_TYPE_ID_SET_ITERATOR] = set_iterator_fields,
  [GCORE_TYPE_ID_DICT_KEYS] = dict_view_fields,
  [GCORE_TYPE_ID_DICT_VALUES] = dict_view_fields,
  [GCORE_TYPE_ID_DICT_ITEMS] = dict_view_fields,
  [GCORE_TYPE_ID_DICT_KEY_ITERATOR] = dict_iterator_fields,
  [GCORE_TYPE_ID_DICT_VALUE_ITERATOR] = dict_iterator_fields,
  [GCORE_TYPE_ID_DICT_ITEM_ITERATOR] = dict_iterator_fields,
  [GCORE_TYPE_ID_DICT_REVERSE_KEY_ITERATOR] = dict_iterator_fields,
  [GCORE_TYPE_ID_DICT_REVERSE_VALUE_ITERATOR] = dict_iterator_fields,
  [GCORE_TYPE_ID_DICT_REVERSE_ITEM_ITERATOR] = dict_iterator_fields,
  [GCORE_TYPE_ID_SEQ_ITERATOR] = seq_iterator_fields,
  [GCORE_TYPE_ID_CALL_ITERATOR] = call_iterator_fields,
  [GCORE_TYPE_ID_ENUMERATE] = enumerate_fields,
  [GCORE_TYPE_ID_REVERSED] = reversed_fields,
  [GCORE_TYPE_ID_ZIP] = zip_fields,
  [GCORE_TYPE_ID_MAP] = map_fields,
  [GCORE_TYPE_ID_FILTER] = filter_fields,
  [GCORE_TYPE_ID_PROPERTY] = property_fields,
  [GCORE_TYPE_ID_CLASSMETHOD] = class_method_fields,
  [GCORE_TYPE_ID_STATICMETHOD] = class_method_fields,
  [GCORE_TYPE_ID_SUPER] = super_fields,
  [GCORE_TYPE_ID_METHOD_DESCRIPTOR] = descriptor_fields,
  [GCORE_TYPE_ID_CLASSMETHOD_DESCRIPTOR] = descriptor_fields,
  [GCORE_TYPE_ID_MEMBER_DESCRIPTOR] = descriptor_fields,
  [GCORE_TYPE_ID_GETSET_DESCRIPTOR] = descriptor_fields,
  [GCORE_TYPE_ID_WRAPPER_DESCRIPTOR] = descriptor_fields,
  [GCORE_TYPE_ID_METHOD_WRAPPER] = method_wrapper_fields,
  [GCORE_TYPE_ID_MAPPING_PROXY] = mapping_proxy_fields,
  [GCORE_TYPE_ID_GENERIC_ALIAS] = generic_alias_fields,
  [GCORE_TYPE_ID_UNION] = union_fields,
#define GCORE_EXCEPTION_ENTRY(Name, Base, Layout, doc) [GCORE_TYPE_ID_EXC_##Name] = EXCEPTION_TABLE (Layout),
#include "gcore/objects/exceptions.def"
#undef GCORE_EXCEPTION_ENTRY
};

const GcoreFieldDef *
gcore_describe_fields_of (uint32_t type_id)
{
  return type_id < GCORE_N_BUILTIN_TYPES ? tables[type_id] : NULL;
}
