export {
  type SlackPeer,
  slackError,
  slackTooMany,
  startSlackPeer,
} from '../../scripts/peers/slack.ts';
