import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { readMessage } from '@scenario-lab/domain/pilots/read-message';
import { Refusal } from '@scenario-lab/domain/refusal';
import { Aedes, type AuthenticateError, type Client } from 'aedes';
import type { Logger } from 'pino';
import type { Env } from '../../env.js';
import { IdentityService, isSiteToken } from '../../http/identity.service.js';
import { Throttle } from '../../http/throttle.js';
import { ENV, LOG } from '../../http/tokens.js';
import { ObservationsService } from '../observations.service.js';
import { largest, MqttGate } from './mqtt-gate.js';
import { type Message, MqttIntake } from './mqtt-intake.js';

const mostConnections = 1_000;
const mostFromOneAddress = 100;
const badPassword = 4;

/**
 * Sites' devices speak MQTT 3.1.1 to the lab: the token is the password, the topic names the criterion. Nothing is
 * forwarded and nothing is kept here but connections: no subscription, no retained message, no will, no session. A
 * message is acknowledged once its points are written, so that a device with QoS 1 or 2 loses none.
 */
@Injectable()
export class MqttService implements OnModuleInit, OnModuleDestroy {
  #server: Server | null = null;
  #broker: Aedes | null = null;
  readonly #from = new Map<string, number>();
  readonly #intakes = new WeakMap<Client, { secret: string; intake: MqttIntake }>();

  constructor(
    @Inject(ENV) private readonly env: Env,
    @Inject(LOG) private readonly log: Logger,
    private readonly identities: IdentityService,
    private readonly throttle: Throttle,
    private readonly observations: ObservationsService,
  ) {}

  /** Where it listens; null where it does not. */
  get door(): { port: number; tls: boolean } | null {
    const at = this.#server?.address() as AddressInfo | null | undefined;
    return at ? { port: at.port, tls: Boolean(this.env.MQTT_TLS_CERT) } : null;
  }

  async onModuleInit(): Promise<void> {
    const { MQTT_PORT: port, MQTT_HOST, HOST } = this.env;
    if (port === undefined) return;
    const broker = await Aedes.createBroker({
      connectTimeout: 10_000,
      maxInflightInbound: 20,
      queueLimit: 100,
      maxTopicLevels: 8,
      preConnect: (_client, packet, done) => {
        // A name is no proof: under another device's it would put that one out.
        Object.assign(packet, { clientId: randomUUID(), clean: true, will: undefined });
        done(null, true);
      },
      authenticate: (client, _username, password, done) => {
        this.#admit(client, password?.toString('latin1') ?? '').then(
          (known) => done(known ? null : refused(), known),
          (error: unknown) => {
            this.log.warn({ err: error }, 'a device could not be asked for');
            done(refused(), false);
          },
        );
      },
      authorizeSubscribe: (_client, _subscription, done) => done(null, null),
      authorizePublish: (client, packet, done) => {
        packet.retain = false;
        const held = client && this.#intakes.get(client);
        if (!held) return done(new Error('not a device'));
        const payload = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload;
        const read = readMessage(packet.topic, payload, Date.now());
        const { topic } = packet;
        const message: Message =
          'points' in read ? { topic, points: read.points } : { topic, points: [], fault: read.fault };
        held.intake.put(message, done);
      },
    });
    broker.on('clientError', (_client, error) => this.log.debug({ err: error }, 'a device was put out'));
    broker.on('connectionError', (_client, error) => this.log.debug({ err: error }, 'no device'));
    this.#broker = broker;
    this.#server = this.#listener((socket) => this.#meet(socket));
    this.#server.maxConnections = mostConnections;
    await new Promise<void>((resolve, reject) => {
      this.#server?.once('error', reject).listen(port, MQTT_HOST ?? HOST, resolve);
    });
    this.log.info(this.door, 'listening for MQTT');
  }

  async onModuleDestroy(): Promise<void> {
    const [server, broker] = [this.#server, this.#broker];
    if (!server || !broker) return;
    server.close();
    await new Promise<void>((resolve) => broker.close(resolve));
  }

  #listener(meet: (socket: Socket) => void): Server {
    const { MQTT_TLS_CERT: cert, MQTT_TLS_KEY: key, MQTT_CLIENT_CA: ca } = this.env;
    if (!cert || !key) return createServer(meet);
    const files = { cert: readFileSync(cert), key: readFileSync(key), handshakeTimeout: 10_000 };
    return createTlsServer(
      ca ? { ...files, ca: readFileSync(ca), requestCert: true, rejectUnauthorized: true } : files,
      meet,
    );
  }

  #meet(socket: Socket): void {
    const address = socket.remoteAddress ?? '';
    const there = this.#from.get(address) ?? 0;
    socket.on('error', () => socket.destroy());
    if (there >= mostFromOneAddress) {
      socket.destroy();
      return;
    }
    this.#from.set(address, there + 1);
    socket.once('close', () => {
      const left = (this.#from.get(address) ?? 1) - 1;
      if (left > 0) this.#from.set(address, left);
      else this.#from.delete(address);
    });
    // One that has gone without a word is noticed by its line.
    socket.setKeepAlive(true, 60_000);
    this.#broker?.handle(new MqttGate(socket));
  }

  async #admit(client: Client, secret: string): Promise<boolean> {
    const gate = client.conn as unknown as MqttGate;
    await this.throttle.address({ ip: gate.address });
    if (!isSiteToken(secret)) return false;
    const { by } = await this.identities.bySiteToken(secret);
    if (by !== 'site_token') return false;
    gate.most = largest.known;
    this.#intakes.set(client, {
      secret,
      intake: new MqttIntake((messages) => this.#take(secret, messages)),
    });
    return true;
  }

  /** The token is asked for anew each time: it may have been revoked, or its person have left. */
  async #take(secret: string, messages: readonly Message[]): Promise<void> {
    const proof = await this.identities.bySiteToken(secret);
    if (!proof.site) throw new Error('the token opens nothing any more');
    await this.throttle.device(proof.site.tokenId);
    try {
      await this.observations.hear(proof, messages);
    } catch (error) {
      // What the plan or the pilot's status forbids is forbidden when it is said again, too.
      if (!(error instanceof Refusal)) throw error;
      await this.observations.noteFault(proof, { code: 'not_measuring', topic: messages[0]?.topic ?? '' });
    }
  }
}

function refused(): AuthenticateError {
  return Object.assign(new Error('no token of a site'), { returnCode: badPassword });
}
