import { AsyncLocalStorage } from 'node:async_hooks';
import express from 'express';
import { rateLimit } from 'express-rate-limit';

const storage = new AsyncLocalStorage<string>();
const app = express();
app.use((request, _response, next) => storage.run(request.url, next));
app.use(rateLimit({ windowMs: 60_000, limit: 1000, legacyHeaders: false }));
app.use(express.json());
app.all('/{*path}', async (request, response) => {
  await null;
  const early = storage.getStore();
  const fetched = await new Promise((resolve) => setTimeout(() => resolve(storage.getStore()), 1));
  response.json({ early, fetched, body: request.body as unknown });
});
app.listen(Number(process.env.PORT));
