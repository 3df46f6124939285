import { CancellationSenderStrategy, CancellationTokenSource, type ConnectionOptions } from "vscode-languageserver";

/**
 * Makes the token of each request at once. Otherwise, vscode-jsonrpc 8 throws when a client cancels a request that it has cancelled before its
 * turn came.
 */
export const CONNECTION_OPTIONS: ConnectionOptions = {
  cancellationStrategy: {
    receiver: {
      createCancellationTokenSource() {
        const source = new CancellationTokenSource();
        void source.token;
        return source;
      },
    },
    sender: CancellationSenderStrategy.Message,
  },
};
