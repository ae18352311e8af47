//! The `winsock` command.
#![forbid(unsafe_code)]

mod cmd;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use winsock_cli::{Error, Language};

/// Compiles and runs Windows Sockets programs on Linux, without changes to their source.
#[derive(Parser)]
#[command(name = "winsock", version, after_help = EXAMPLES)]
struct Arguments {
    #[command(subcommand)]
    command: Cmd,
}

const EXAMPLES: &str = "\
Examples:
  winsock cc -O2 -o server server.c -lws2_32      compile a C program
  make CC='winsock cc' CXX='winsock c++'          build a whole program
  winsock run client.cpp -- 127.0.0.1 7           compile, run, tidy up
  winsock explain WSAEWOULDBLOCK                  what an error code means
  winsock config --cflags --libs                  flags for another build tool";

#[derive(Subcommand)]
enum Cmd {
    /// Compile C: takes the arguments of gcc
    ///
    /// Every argument goes to the compiler (gcc, or the one in CC) together with what a Windows source
    /// needs: the Winsock headers, 16-bit wide characters, _WIN32 in place of __linux__, the library.
    /// --posix keeps the Linux names defined too.
    #[command(disable_help_flag = true)]
    Cc {
        /// Arguments of the compiler
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGS")]
        args: Vec<OsString>,
    },
    /// Compile C++: takes the arguments of g++
    ///
    /// As `winsock cc`, with g++ or the compiler in CXX.
    #[command(name = "c++", disable_help_flag = true)]
    Cxx {
        /// Arguments of the compiler
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGS")]
        args: Vec<OsString>,
    },
    /// Compile and run a program
    ///
    /// The program is built in a temporary directory and removed afterwards. Its exit code is passed on.
    #[command(override_usage = "winsock run FILE... [-- ARGS...]")]
    Run {
        /// Source files and arguments of the compiler; after `--`, arguments of the program
        #[arg(required = true, trailing_var_arg = true, allow_hyphen_values = true, value_name = "FILE")]
        words: Vec<OsString>,
    },
    /// Print the flags and places another build tool needs
    Config(cmd::config::Wanted),
    /// Explain an error code, or list them all
    Explain {
        /// A name or a number: WSAEWOULDBLOCK, 10035, 0x2733
        code: Option<String>,
    },
    /// List, install, remove and order service providers
    ///
    /// Layers stand between programs and the network. Root changes the system's catalog, others their own. Programs see a
    /// change when they start Windows Sockets next.
    #[command(subcommand)]
    Catalog(cmd::catalog::Action),
    /// Copy headers, libraries, this command and ws2_32.pc below a directory
    Install {
        /// The directory, such as /usr/local
        #[arg(long, value_name = "DIR")]
        prefix: PathBuf,
    },
}

fn main() -> ExitCode {
    run().unwrap_or_else(|error| {
        eprintln!("winsock: error: {error}");
        ExitCode::FAILURE
    })
}

fn run() -> Result<ExitCode, Error> {
    // Build tools that want one word for the compiler use a link to this program.
    let mut words = std::env::args_os();
    if let Some(language) = words.next().and_then(|name| language_of_link(Path::new(&name))) {
        return cmd::cc::compile(language, words.collect());
    }
    match Arguments::parse().command {
        Cmd::Cc { args } => cmd::cc::compile(Language::C, args),
        Cmd::Cxx { args } => cmd::cc::compile(Language::Cxx, args),
        Cmd::Run { words } => cmd::run::run(words),
        Cmd::Config(wanted) => cmd::config::print(&wanted),
        Cmd::Explain { code } => cmd::explain::print(code.as_deref()),
        Cmd::Catalog(action) => cmd::catalog::run(action),
        Cmd::Install { prefix } => cmd::install::install(&prefix),
    }
}

/// The language when this program was started as `winsock-cc` or `winsock-c++`.
fn language_of_link(program: &Path) -> Option<Language> {
    match program.file_name()?.to_str()? {
        "winsock-cc" => Some(Language::C),
        "winsock-c++" => Some(Language::Cxx),
        _ => None,
    }
}
