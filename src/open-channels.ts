import type { Channel } from './bot/channel.js';
import { createSimulatorChannel, PhoneBell } from './bot/channels/simulator/index.js';
import { createTerminalChannel } from './bot/channels/terminal/index.js';
import { createWecomAppChannel } from './bot/channels/wecom-app/index.js';
import { observedChannel, observedTokens } from './bot/observed.js';
import type { Settings } from './config/settings-schema.js';
import type { ChannelName } from './domain/conversations/message.js';
import type { Clock } from './shared/clock.js';
import type { Log } from './shared/log.js';
import type { Observer } from './shared/observer.js';
import type { StoreClient } from './store/client.js';
import type { MediaStore } from './store/media.js';
import { createPhoneStore, type PhoneStore } from './store/phones.js';
import type { Signals } from './store/signals.js';
import { createTokenRows } from './store/token-rows.js';

export interface Phones {
  store: PhoneStore;
  bell: PhoneBell;
}

export interface OpenChannels {
  channels: Map<ChannelName, Channel>;
  /** The simulated phones, in the demo. */
  phones: Phones | null;
}

/** The ways to reach people that the settings switch on. Every role has them: the web decodes, the worker sends. */
export function openChannels(parts: {
  settings: Settings;
  client: StoreClient;
  media: MediaStore;
  clock: Clock;
  /** Null in production, where there are no simulated phones. */
  signals: Signals | null;
  heldBy: () => number | null;
  observer: Observer;
  log: Log;
}): OpenChannels {
  const { settings, client, media, clock, signals, heldBy, observer, log } = parts;
  const channels = new Map<ChannelName, Channel>();
  if (settings.wecom) {
    const tokens = observedTokens(createTokenRows(client, heldBy), 'wecom-app', observer);
    channels.set('wecom-app', createWecomAppChannel({ settings: settings.wecom, tokens, media, log }));
  }
  if (!signals) return { channels: observed(channels, parts), phones: null };
  const store = createPhoneStore(client);
  const phones = { store, bell: new PhoneBell(store, signals) };
  channels.set('simulator', createSimulatorChannel({ phones: store, bell: phones.bell, clock }));
  channels.set('terminal', createTerminalChannel({ phones: store, bell: phones.bell, clock }));
  return { channels: observed(channels, parts), phones };
}

function observed(
  channels: ReadonlyMap<ChannelName, Channel>,
  onlookers: { observer: Observer; log: Log },
): Map<ChannelName, Channel> {
  return new Map([...channels].map(([name, channel]) => [name, observedChannel(channel, onlookers)]));
}
