import type { Channels } from './channel.ts';
import { type ChatSettings, chatChannel } from './chat.ts';
import { type MailSettings, mailChannel } from './mail.ts';

/** What an operator says of how notices leave; null: not that way. */
export interface DeliverySettings {
  readonly mail: MailSettings | null;
  readonly chat: ChatSettings | null;
}

/** The ways out of an installation. Connects to nothing yet. */
export function openChannels({ mail, chat }: DeliverySettings): Channels {
  return { mail: mail && mailChannel(mail), chat: chat && chatChannel(chat) };
}
