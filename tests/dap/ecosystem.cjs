// SPDX-License-Identifier: MIT
// The Debug Adapter Protocol as the ecosystem's own client speaks it: @vscode/debugadapter-testsupport, which is fetched by npm
// into FOLDER. Prints TAP; all is skipped where it cannot be had.
//
// usage: node ecosystem.cjs HEAPSCOPE FOLDER
'use strict';
const assert = require('assert');
const child = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const PACKAGE = '@vscode/debugadapter-testsupport@1.68.0';
const [heapscope, folder] = process.argv.slice(2).map((name) => path.resolve(name));
const source = `def add(items, n):
    items.append(n)
    return len(items)

items = []
for i in range(3):
    size = add(items, i)
print("size", size)
raise ValueError("the end")
`;

function findClient() {
  const place = path.join(folder, 'node_modules', '@vscode', 'debugadapter-testsupport');
  if (!fs.existsSync(place)) {
    fs.mkdirSync(folder, { recursive: true });
    child.spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', folder, PACKAGE],
                    { stdio: 'ignore', timeout: 60000 });
  }
  try {
    return require(place).DebugClient;
  } catch (error) {
    return null;
  }
}

const tests = {
  async 'a program runs to its end'(client, program) {
    fs.writeFileSync(program, 'print("hello")\n');
    await Promise.all([client.configurationSequence(), client.launch({ program }), client.assertOutput('stdout', 'hello\n', 5000),
                       client.waitForEvent('terminated')]);
  },
  async 'it stops on entry'(client, program) {
    await Promise.all([client.configurationSequence(), client.launch({ program, stopOnEntry: true }),
                       client.assertStoppedLocation('entry', { path: program, line: 1 })]);
  },
  async 'it stops at a breakpoint and shows variables'(client, program) {
    await client.hitBreakpoint({ program }, { path: program, line: 2 });
    const frames = (await client.stackTraceRequest({ threadId: 1 })).body.stackFrames;
    const scopes = (await client.scopesRequest({ frameId: frames[0].id })).body.scopes;
    const found = (await client.variablesRequest({ variablesReference: scopes[0].variablesReference })).body.variables;
    assert.deepStrictEqual(found.map((variable) => [variable.name, variable.value]), [['items', 'list of 0 items'], ['n', '0']]);
  },
  async 'a breakpoint where there is no code moves'(client, program) {
    await client.hitBreakpoint({ program }, { path: program, line: 4 }, { path: program, line: 5 }, { path: program, line: 5 });
  },
  async 'a condition is looked at'(client, program) {
    client.waitForEvent('initialized')
      .then(() => client.setBreakpointsRequest({ source: { path: program }, breakpoints: [{ line: 7, condition: 'i == 2' }] }))
      .then(() => client.configurationDoneRequest());
    await Promise.all([client.launch({ program }), client.assertStoppedLocation('breakpoint', { path: program, line: 7 })]);
    assert.strictEqual((await client.evaluateRequest({ expression: 'len(items)', context: 'watch' })).body.result, '2');
  },
  async 'it steps in both directions'(client, program) {
    await client.hitBreakpoint({ program }, { path: program, line: 7 });
    await Promise.all([client.stepInRequest({ threadId: 1 }),
                       client.assertStoppedLocation('step', { path: program, line: 2 })]);
    await Promise.all([client.nextRequest({ threadId: 1 }), client.assertStoppedLocation('step', { path: program, line: 3 })]);
    await Promise.all([client.stepBackRequest({ threadId: 1 }), client.assertStoppedLocation('step', { path: program, line: 2 })]);
    await Promise.all([client.reverseContinueRequest({ threadId: 1 }),
                       client.assertStoppedLocation('breakpoint', { path: program, line: 7 })]);
    await Promise.all([client.reverseContinueRequest({ threadId: 1 }),
                       client.assertStoppedLocation('entry', { path: program, line: 1 })]);
  },
  async 'a breakpoint stands in a module beside the program'(client, program) {
    const beside = path.join(path.dirname(program), 'beside.py');
    fs.writeFileSync(beside, 'def f(n):\n    return n + 1\n');
    fs.writeFileSync(program, 'import beside\nprint(beside.f(1))\n');
    await client.hitBreakpoint({ program }, { path: beside, line: 2 });
    const frames = (await client.stackTraceRequest({ threadId: 1 })).body.stackFrames;
    assert.deepStrictEqual(frames.map((frame) => frame.source.path), [beside, program]);
  },
  async 'a session is saved and launched'(client, program) {
    const file = program.replace('.py', '.heapscope');
    await client.hitBreakpoint({ program }, { path: program, line: 2 });
    await client.customRequest('heapscope/save', { path: file });
    const other = new client.constructor(heapscope, 'dap', 'heapscope');
    await other.start();
    await Promise.all([other.configurationSequence(), other.launch({ program: file }),
                       other.assertStoppedLocation('entry', { path: program, line: 2 })]);
    await other.stop();
  },
  async 'an exception nobody catches stops it'(client, program) {
    await Promise.all([client.configurationSequence(), client.launch({ program }), client.waitForEvent('stopped').then((event) => {
      assert.strictEqual(event.body.reason, 'exception');
      assert.strictEqual(event.body.text, 'ValueError: the end');
    })]);
    assert.strictEqual((await client.stackTraceRequest({ threadId: 1 })).body.stackFrames[0].line, 9);
  },
};

async function main() {
  const DebugClient = findClient();
  if (DebugClient === null) {
    console.log('1..0 # SKIP npm cannot fetch ' + PACKAGE);
    return;
  }
  const names = Object.keys(tests);
  console.log('1..' + names.length);
  for (const [index, name] of names.entries()) {
    const program = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'heapscope-dap-')), 'program.py');
    fs.writeFileSync(program, source);
    const client = new DebugClient(heapscope, 'dap', 'heapscope');
    client.defaultTimeout = 20000;
    try {
      await client.start();
      await tests[name](client, program);
      console.log(`ok ${index + 1} - ${name}`);
    } catch (error) {
      process.exitCode = 1;
      console.log(`not ok ${index + 1} - ${name}\n# ${String(error.stack).replace(/\n/g, '\n# ')}`);
    }
    await client.stop();
    fs.rmSync(path.dirname(program), { recursive: true });
  }
}

main();
