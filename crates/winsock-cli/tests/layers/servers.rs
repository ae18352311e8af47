//! What layers talk to: a web server, an echo, proxies of our own and others'.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{IpAddr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// How long a server may take to begin.
const START_LIMIT: Duration = Duration::from_secs(20);

/// Accepts for as long as the test runs; every connection gets a thread.
fn serve(conversation: impl Fn(TcpStream) + Send + Sync + 'static) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let conversation = Arc::new(conversation);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let conversation = conversation.clone();
            thread::spawn(move || conversation(stream));
        }
    });
    address
}

/// Gives back what it gets.
pub(crate) fn echo() -> SocketAddr {
    serve(|mut stream| {
        let mut from = stream.try_clone().unwrap();
        // A connection that is reset ends the conversation, too.
        let _ = std::io::copy(&mut from, &mut stream);
        let _ = stream.shutdown(Shutdown::Write);
    })
}

/// A web server with one page.
pub(crate) struct Page {
    address: SocketAddr,
    body: Arc<Vec<u8>>,
    asked: Arc<AtomicUsize>,
}

fn head(len: usize) -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Length: {len}\r\nConnection: close\r\n\r\n")
}

impl Page {
    pub(crate) fn serve(len: usize) -> Page {
        let body: Arc<Vec<u8>> = Arc::new((0..len).map(|at| (at * at / 7 + at) as u8).collect());
        let asked = Arc::new(AtomicUsize::new(0));
        let (its_body, its_asked) = (body.clone(), asked.clone());
        let address = serve(move |stream| {
            its_asked.fetch_add(1, Ordering::SeqCst);
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let mut line = String::new();
            while reader.read_line(&mut line).is_ok_and(|read| read > 0) && line != "\r\n" {
                line.clear();
            }
            // A program that gave up is no failure of the server.
            let mut stream = stream;
            let _ = stream.write_all(head(its_body.len()).as_bytes());
            let _ = stream.write_all(&its_body);
        });
        Page { address, body, asked }
    }

    pub(crate) fn address(&self) -> String {
        format!("http://{}/page", self.address)
    }

    pub(crate) fn socket_addr(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn body(&self) -> &[u8] {
        &self.body
    }

    pub(crate) fn head_len(&self) -> usize {
        head(self.body.len()).len()
    }

    pub(crate) fn was_asked(&self) -> bool {
        self.asked.load(Ordering::SeqCst) > 0
    }
}

/// How our proxy behaves.
#[derive(Clone, Copy)]
pub(crate) struct Conduct {
    /// Waits before its last answer.
    pub(crate) delay: Duration,
    /// The code of that answer.
    pub(crate) reply: u8,
    /// `user:password`
    pub(crate) password: Option<&'static str>,
    /// Ends the connection in place of that answer.
    pub(crate) hangs_up: bool,
}

pub(crate) const OPEN: Conduct = Conduct { delay: Duration::ZERO, reply: 0, password: None, hangs_up: false };

/// A SOCKS5 proxy, written from RFC 1928 without looking at the layer.
pub(crate) struct Proxy {
    address: SocketAddr,
    asked_for: Arc<Mutex<Vec<SocketAddr>>>,
}

impl Proxy {
    pub(crate) fn serve(conduct: Conduct) -> Proxy {
        let asked_for = Arc::new(Mutex::new(Vec::new()));
        let theirs = asked_for.clone();
        let address = serve(move |stream| {
            // A client that went away is no failure of the proxy.
            let _ = converse(stream, conduct, &theirs);
        });
        Proxy { address, asked_for }
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    pub(crate) fn asked_for(&self) -> Vec<SocketAddr> {
        self.asked_for.lock().unwrap().clone()
    }
}

fn bytes<const N: usize>(stream: &mut TcpStream) -> std::io::Result<[u8; N]> {
    let mut bytes = [0; N];
    stream.read_exact(&mut bytes).map(|()| bytes)
}

fn counted(stream: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let [len] = bytes(stream)?;
    let mut text = vec![0; len.into()];
    stream.read_exact(&mut text).map(|()| text)
}

fn converse(mut stream: TcpStream, conduct: Conduct, asked: &Mutex<Vec<SocketAddr>>) -> std::io::Result<()> {
    let [version] = bytes(&mut stream)?;
    assert_eq!(version, 5);
    let methods = counted(&mut stream)?;
    match conduct.password {
        None => stream.write_all(&[5, 0])?,
        Some(_) if !methods.contains(&2) => return stream.write_all(&[5, 0xff]),
        Some(password) => {
            stream.write_all(&[5, 2])?;
            assert_eq!(bytes(&mut stream)?, [1]);
            let said = [counted(&mut stream)?, b":".to_vec(), counted(&mut stream)?].concat();
            let right = said == password.as_bytes();
            stream.write_all(&[1, u8::from(!right)])?;
            if !right {
                return Ok(());
            }
        }
    }
    let [5, 1, 0, form] = bytes(&mut stream)? else { panic!("no request to connect") };
    let ip: IpAddr = match form {
        1 => bytes::<4>(&mut stream)?.into(),
        4 => bytes::<16>(&mut stream)?.into(),
        other => panic!("an address of form {other}"),
    };
    let port = u16::from_be_bytes(bytes(&mut stream)?);
    asked.lock().unwrap().push(SocketAddr::new(ip, port));
    thread::sleep(conduct.delay);
    if conduct.hangs_up {
        return Ok(());
    }
    if conduct.reply != 0 {
        return stream.write_all(&[5, conduct.reply, 0, 1, 0, 0, 0, 0, 0, 0]);
    }
    let mut onward = TcpStream::connect((ip, port))?;
    // In two pieces, with the first data of the other side close behind.
    stream.write_all(&[5, 0, 0, 3, 4])?;
    stream.write_all(b"here\x00\x50")?;
    let (mut back, mut from) = (stream.try_clone()?, onward.try_clone()?);
    thread::spawn(move || {
        let _ = std::io::copy(&mut from, &mut back);
        let _ = back.shutdown(Shutdown::Write);
    });
    let _ = std::io::copy(&mut stream, &mut onward);
    onward.shutdown(Shutdown::Write)
}

/// A server program that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Running {
    /// Starts it and waits until it listens.
    fn start(command: &mut Command, port: u16) -> Result<Running, String> {
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let mut running = Running(child.map_err(|error| format!("{command:?}: {error}"))?);
        let deadline = Instant::now() + START_LIMIT;
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if let Ok(Some(status)) = running.0.try_wait() {
                return Err(format!("{command:?} ended with {status}"));
            }
            if Instant::now() > deadline {
                return Err(format!("{command:?} does not listen"));
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(running)
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn program(names: &[&str]) -> Option<PathBuf> {
    let candidates = names.iter().flat_map(|name| {
        ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin"]
            .map(|folder| Path::new(folder).join(name))
    });
    candidates.into_iter().find(|path| path.exists())
}

/// Debian's dante-server, as the user of the test.
pub(crate) struct Dante {
    _running: Running,
    port: u16,
}

impl Dante {
    /// # Errors
    /// Why there is none.
    pub(crate) fn start(folder: PathBuf) -> Result<Dante, String> {
        let danted = program(&["danted", "sockd"]).ok_or("dante-server is not installed")?;
        let port = free_port();
        let user = Command::new("id").arg("-un").output().map_err(|error| format!("id: {error}"))?;
        let user = String::from_utf8_lossy(&user.stdout).trim().to_owned();
        let settings = format!(
            "logoutput: stderr\ninternal: 127.0.0.1 port = {port}\nexternal: 127.0.0.1\nsocksmethod: none\n\
             clientmethod: none\nuser.privileged: {user}\nuser.unprivileged: {user}\n\
             client pass {{ from: 127.0.0.0/8 to: 0.0.0.0/0 }}\nsocks pass {{ from: 127.0.0.0/8 to: 0.0.0.0/0 }}\n"
        );
        let file = folder.join("danted.conf");
        fs::write(&file, settings).map_err(|error| error.to_string())?;
        let mut command = Command::new(danted);
        command.arg("-f").arg(file).arg("-p").arg(folder.join("danted.pid"));
        Ok(Dante { _running: Running::start(&mut command, port)?, port })
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }
}

/// OpenSSH: a server of our own on loopback, and `ssh -D` to it.
pub(crate) struct Ssh {
    _client: Running,
    _server: Running,
    port: u16,
}

impl Ssh {
    /// # Errors
    /// Why there is none.
    pub(crate) fn start(folder: &Path) -> Result<Ssh, String> {
        let sshd = program(&["sshd"]).ok_or("openssh-server is not installed")?;
        let ssh = program(&["ssh"]).ok_or("openssh-client is not installed")?;
        for name in ["host", "user"] {
            let mut keygen = Command::new("ssh-keygen");
            keygen.args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(folder.join(name));
            let made = keygen.status().map_err(|error| format!("ssh-keygen: {error}"))?;
            if !made.success() {
                return Err(format!("ssh-keygen ended with {made}"));
            }
        }
        let at = |name: &str| folder.join(name).display().to_string();
        let (server_port, port) = (free_port(), free_port());
        let settings = format!(
            "Port {server_port}\nListenAddress 127.0.0.1\nHostKey {}\nAuthorizedKeysFile {}\nStrictModes no\nUsePAM no\n\
             PidFile none\nPermitRootLogin prohibit-password\n",
            at("host"),
            at("user.pub")
        );
        fs::write(folder.join("sshd.conf"), settings).map_err(|error| error.to_string())?;
        let mut server = Command::new(sshd);
        server.args(["-D", "-f", &at("sshd.conf")]);
        let server = Running::start(&mut server, server_port)?;
        let mut client = Command::new(ssh);
        client.args(["-N", "-F", "none", "-i", &at("user"), "-p", &server_port.to_string()]);
        client.args(["-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null"]);
        client.args(["-o", "ExitOnForwardFailure=yes", "-o", "BatchMode=yes"]);
        client.args(["-D", &format!("127.0.0.1:{port}"), "127.0.0.1"]);
        let client = Running::start(&mut client, port)?;
        Ok(Ssh { _client: client, _server: server, port })
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }
}
