export { type SmtpPeer, type SmtpPeerOptions, startSmtpPeer } from '../../scripts/peers/smtp.ts';
export type { Behaviour } from '../../scripts/peers/smtp-behaviour.ts';
