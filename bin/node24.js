#!/usr/bin/env node
// Plain JavaScript, because an older Node must be able to read it: runs what is asked with a Node ≥ 24.7,
// the first whose crypto has Argon2.
// Looks at the Node that is running, then at the one npm brought as an optional dependency.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const WANTED = { major: 24, minor: 7 }
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))

/** Path of a Node that can run our TypeScript directly, or undefined. */
export function findNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > WANTED.major || (major === WANTED.major && minor >= WANTED.minor))
    return process.execPath
  const brought = path.join(root, 'node_modules', `node-linux-${process.arch}`, 'bin', 'node')
  return process.platform === 'linux' && existsSync(brought) ? brought : undefined
}

/** Runs `script` with `args` under that Node, passes signals on, and ends as it ended. */
export function runWithNode24(script, args) {
  const node = findNode()
  if (!node) {
    console.error(
      `Portevoix needs Node ${WANTED.major}.${WANTED.minor} or newer; this is ${process.version}. ` +
        'Run `npm ci` again in this folder (it brings one for Linux x64 and arm64), ' +
        'or install Node 24 from nodejs.org.',
    )
    process.exit(10)
  }
  if (node === process.execPath) {
    process.argv = [node, script, ...args]
    return import(pathToFileURL(script).href)
  }
  const child = spawn(node, [script, ...args], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    console.error(`Could not start ${node}: ${error.message}`)
    process.exit(10)
  })
  child.on('exit', (code, signal) => {
    if (signal) {
      process.removeAllListeners(signal)
      process.kill(process.pid, signal)
    } else process.exit(code ?? 1)
  })
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [script, ...args] = process.argv.slice(2)
  if (!script) {
    console.error('Usage: node bin/node24.js SCRIPT [ARGUMENTS]')
    process.exit(2)
  }
  await runWithNode24(path.resolve(script), args)
}
