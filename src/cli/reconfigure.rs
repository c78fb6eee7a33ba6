//! `wharf plan` and `wharf reconfigure`.

use super::Global;

pub(crate) fn plan(_global: &Global) -> anyhow::Result<u8> {
    anyhow::bail!("not built yet")
}

pub(crate) fn reconfigure(_global: &Global) -> anyhow::Result<u8> {
    anyhow::bail!("not built yet")
}
