#!/usr/bin/env node
// Plain JavaScript: finds a Node ≥ 24, then runs src/main.ts with it.
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { runWithNode24 } from './node24.js'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
await runWithNode24(path.join(root, 'src', 'main.ts'), process.argv.slice(2))
