//! Which layers an application takes: categories of both.
//!
//! Microsoft: "Categorizing Layered Service Providers and Applications".

use serde::{Deserialize, Serialize};
use ws2_types::abi::winsock as ws;

/// The categories an application permits. It is known by its path and, where given, its arguments.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Application {
    /// The program's path, as it was given.
    pub path: String,
    /// Its arguments, as one text; empty when all instances are meant.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub arguments: String,
    /// `LSP_…` bits
    pub categories: u32,
}

/// Whether an application takes a layer: one without categories takes all; otherwise the layer's must be some of the
/// permitted ones and nothing else, and a system application takes only layers that are made for that.
pub fn admits(application: Option<u32>, layer: u32) -> bool {
    let Some(permitted) = application.filter(|bits| *bits != 0) else { return true };
    let system = permitted & ws::LSP_SYSTEM != 0;
    layer != 0 && layer & !permitted == 0 && (!system || layer & ws::LSP_SYSTEM != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layer_needs_categories_that_the_application_permits() {
        let (inspector, proxy, system) = (ws::LSP_INSPECTOR, ws::LSP_PROXY, ws::LSP_SYSTEM);
        for (application, layer, loaded) in [
            (None, 0, true),
            (None, proxy, true),
            (Some(0), 0, true),
            (Some(inspector), 0, false),
            (Some(inspector), inspector, true),
            (Some(inspector), inspector | proxy, false),
            (Some(inspector | proxy), proxy, true),
            (Some(system), 0, false),
            (Some(system | proxy), proxy, false),
            (Some(system | proxy), system | proxy, true),
            (Some(system | proxy), system, true),
        ] {
            assert_eq!(admits(application, layer), loaded, "{application:x?} {layer:x}");
        }
    }
}
