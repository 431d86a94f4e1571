/** `node scripts/devWeb.ts [API]`: serves web/ with hot reload; /api goes to a running `npm start`. */
import { createServer } from 'vite'
import { webConfig, webDist } from './webConfig.ts'

const api = process.argv[2] ?? 'http://127.0.0.1:8080'
const server = await createServer({
  ...webConfig(webDist),
  server: { host: '127.0.0.1', port: 5173, proxy: { '/api': api } },
})
await server.listen()
console.log(`http://127.0.0.1:5173/app/ (the API is ${api})`)
