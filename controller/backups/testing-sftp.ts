import { createHash } from 'node:crypto';
import { closeSync, openSync, readdirSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import ssh2 from 'ssh2';

export interface TestSftp extends AsyncDisposable {
  readonly port: number;
  /** As BACKUP_SFTP_HOST_KEY has it. */
  readonly hostKey: string;
}

const { OK, FAILURE, EOF } = ssh2.utils.sftp.STATUS_CODE;

/** An SSH server whose SFTP writes, lists, renames and removes files below `root`; whoever has a key may. */
export async function startSftpServer(root: string, hostKeyPem: string): Promise<TestSftp> {
  const parsed = ssh2.utils.parseKey(hostKeyPem);
  if (parsed instanceof Error) throw parsed;
  const hostKey = `SHA256:${createHash('sha256').update(parsed.getPublicSSH()).digest('base64').replace(/=+$/, '')}`;
  const server = new ssh2.Server({ hostKeys: [hostKeyPem] }, (client) => {
    client.on('error', () => {}); // a client that refuses our key hangs up
    client.on('authentication', (context) => {
      if (context.method === 'publickey') context.accept();
      else context.reject(['publickey']);
    });
    client.on('session', (accept) => {
      accept().on('sftp', (acceptSftp) => serve(acceptSftp(), root));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    hostKey,
    async [Symbol.asyncDispose]() {
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function serve(sftp: ssh2.SFTPWrapper, root: string): void {
  const handles = new Map<number, { fd: number } | { names: string[] }>();
  let next = 0;
  const handleOf = (buffer: Buffer) => handles.get(buffer.readUInt32BE(0));
  const give = (id: number, handle: { fd: number } | { names: string[] }) => {
    next += 1;
    handles.set(next, handle);
    const name = Buffer.alloc(4);
    name.writeUInt32BE(next);
    sftp.handle(id, name);
  };
  const inRoot = (name: string) => {
    const full = path.resolve('/', name);
    if (!full.startsWith(root)) throw new Error(`outside of ${root}`);
    return full;
  };
  const attempt = (id: number, work: () => void) => {
    try {
      work();
    } catch {
      sftp.status(id, FAILURE);
    }
  };
  const attributes = (file: string) => {
    const { mode, uid, gid, size, atimeMs, mtimeMs } = statSync(file);
    return { mode, uid, gid, size, atime: atimeMs / 1000, mtime: mtimeMs / 1000 };
  };
  sftp.on('OPEN', (id, name) => attempt(id, () => give(id, { fd: openSync(inRoot(name), 'w') })));
  sftp.on('WRITE', (id, handle, offset, data) =>
    attempt(id, () => {
      const open = handleOf(handle);
      if (!open || !('fd' in open)) throw new Error('not open');
      writeSync(open.fd, data, 0, data.length, offset);
      sftp.status(id, OK);
    }),
  );
  sftp.on('CLOSE', (id, handle) =>
    attempt(id, () => {
      const open = handleOf(handle);
      if (open && 'fd' in open) closeSync(open.fd);
      sftp.status(id, OK);
    }),
  );
  sftp.on('OPENDIR', (id, name) => attempt(id, () => give(id, { names: readdirSync(inRoot(name)) })));
  sftp.on('READDIR', (id, handle) =>
    attempt(id, () => {
      const open = handleOf(handle);
      if (!open || !('names' in open)) throw new Error('not open');
      const names = open.names.splice(0);
      if (names.length === 0) sftp.status(id, EOF);
      else
        sftp.name(
          id,
          names.map((filename) => ({
            filename,
            longname: filename,
            attrs: attributes(path.join(root, filename)),
          })),
        );
    }),
  );
  for (const kind of ['STAT', 'LSTAT'] as const)
    sftp.on(kind, (id: number, name: string) => attempt(id, () => sftp.attrs(id, attributes(inRoot(name)))));
  sftp.on('FSETSTAT', (id) => sftp.status(id, OK));
  sftp.on('SETSTAT', (id) => sftp.status(id, OK));
  sftp.on('REALPATH', (id, name) =>
    attempt(id, () => sftp.name(id, [{ filename: inRoot(name), longname: name, attrs: attributes(root) }])),
  );
  sftp.on('RENAME', (id, from, to) =>
    attempt(id, () => {
      renameSync(inRoot(from), inRoot(to));
      sftp.status(id, OK);
    }),
  );
  sftp.on('REMOVE', (id, name) =>
    attempt(id, () => {
      rmSync(inRoot(name));
      sftp.status(id, OK);
    }),
  );
}
