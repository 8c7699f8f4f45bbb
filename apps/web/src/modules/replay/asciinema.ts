import 'asciinema-player/dist/bundle/asciinema-player.css';
import './player.css';

// A file of its own, so that only who opens a replay loads the player and its styles.
export { create } from 'asciinema-player';
