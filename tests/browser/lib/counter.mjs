// A proxy on the loopback interface that answers nothing useful and remembers who asked.

import { createServer } from "node:http";

// What browsers ask for by themselves, with no page open, and what no switch of theirs stops.
const OWN =
  /^(CONNECT|GET http:\/\/|POST http:\/\/)\s?((update|optimizationguide-pa|content-autofill)\.googleapis\.com|(accounts|clients2)\.google\.com|redirector\.gvt1\.com|[a-z.-]+\.(mozilla\.com|mozilla\.net|mozilla\.org|mozgcp\.net))[:/]/;

/** Counts the requests that a browser makes outside the site under test. */
export class Counter {
  /** @type {string[]} */
  seen = [];

  static async start() {
    const counter = new Counter();
    counter.server = createServer((request, response) => {
      counter.note(`${request.method} ${request.url}`);
      response.writeHead(204).end();
    });
    counter.server.on("connect", (request, socket) => {
      counter.note(`CONNECT ${request.url}`);
      socket.on("error", () => {});
      socket.end("HTTP/1.1 502 Counted\r\n\r\n");
    });
    // What is no HTTP at all (TLS sent here by name resolution) has still tried to leave.
    counter.server.on("clientError", (_, socket) => {
      counter.seen.push("bytes that are no HTTP");
      socket.destroy();
    });
    counter.server.unref();
    await new Promise((ready) => counter.server.listen(0, "127.0.0.1", () => ready(undefined)));
    counter.port = counter.server.address().port;
    return counter;
  }

  /** @param {string} request */
  note(request) {
    if (!OWN.test(request)) this.seen.push(request);
  }

  reset() {
    this.seen.length = 0;
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}
