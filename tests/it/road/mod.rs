//! The whole road, as a user walks it: from one settings file to a pushed and pulled image.
//!
//! Each test has a host of its own. They run in two worlds: under `--root` (as whoever runs them), and one by
//! one as root on `/` in name spaces of their own (`tests/all.sh`).

mod beside;
mod change;
mod deaths;
mod doctor;
mod events;
mod faults;
mod full;
mod gate;
mod generations;
mod guide;
mod install;
mod logs;
mod obstacles;
mod operator;
mod owners;
mod push;
mod rails;
mod readonly;
mod rough;
mod ruby;
mod source;
mod status;
mod takeover;
