import { createServer } from 'node:http';

const server = createServer((request, response) => {
  switch (request.url) {
    case '/array':
      response.writeHead(200, ['X-One', '1', 'X-Two', '2', 'X-One', '3']);
      response.end('array');
      return;
    case '/length':
      response.setHeader('Content-Length', 4);
      response.end('four');
      return;
    case '/close':
      response.setHeader('Connection', 'close');
      response.end('bye');
      return;
    case '/append':
      response.appendHeader('X-List', 'a');
      response.appendHeader('x-list', 'b');
      response.removeHeader('Date');
      response.end();
      return;
    case '/chunks':
      response.write('a');
      setTimeout(() => response.end('b'), 2);
      return;
    case '/not-modified':
      response.statusCode = 304;
      response.setHeader('ETag', '"1"');
      response.end('ignored');
      return;
    case '/headers':
      response.setHeader('Content-Type', 'application/json');
      response.end(
        JSON.stringify([
          request.method,
          request.headers['x-asked'],
          request.headers.cookie,
          request.httpVersion,
        ]),
      );
      return;
    case '/invalid':
      try {
        response.setHeader('Bad Name', 'x');
      } catch (error) {
        response.end(`${(error as NodeJS.ErrnoException).code}: ${(error as Error).message}`);
      }
      return;
    case '/late':
      response.end('first');
      try {
        response.setHeader('X-Late', '1');
      } catch (error) {
        console.log((error as NodeJS.ErrnoException).code);
      }
      return;
    default: {
      let length = 0;
      request.on('data', (chunk: Buffer) => (length += chunk.length));
      request.on('end', () => response.writeHead(404, 'Not Here').end(String(length)));
    }
  }
});

server.listen(Number(process.env.PORT ?? 3000));
