"""Nothing that is not public is ever connected to, however it is spelt, hidden or swapped."""

from ipaddress import ip_network
from pathlib import Path

import pytest
from mirror_run import QUICK, Run
from picture_server import PictureServer, Reply, picture
from stand_in import NameServer

from mkdocs_zhihu.media.fetch.network import Network
from mkdocs_zhihu.media.fetch.network_addresses import is_public
from mkdocs_zhihu.media.fetch.outcomes import Outcome
from mkdocs_zhihu.media.identity import identify_picture
from mkdocs_zhihu.media.mirror import MirrorOptions

pytestmark = pytest.mark.site

LOOPBACK_SPELLINGS = (
    "127.0.0.1", "127.1", "127.0.1", "127.000.000.001", "2130706433", "0x7f000001", "0x7f.1", "0x7f.0x0.0x0.0x1",
    "0177.0.0.1", "017700000001", "0177.1", "0", "0.0.0.0", "127.127.127.127", "localhost", "LOCALHOST", "localhost.",  # noqa: S104 - a string
    "127。0。0。1", "１２７.０.０.１", "⑫⑦.⓪.⓪.①", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
    "[0:0:0:0:0:0:0:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "127.0.0.1.",
)  # fmt: skip
NOT_PUBLIC = (
    "0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.1",  # noqa: S104 - a string
    "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1",
    "239.255.255.250", "240.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::",
    "2002:808:808::", "3fff::1", "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "ff0e::1",
    "2001:4860:4860::8888%eth0", "localhost", "", "127.1", "nonsense",
)  # fmt: skip
PUBLIC = (
    "8.8.8.8",
    "1.1.1.1",
    "119.29.29.29",
    "2001:4860:4860::8888",
    "240e::1",
    "64:ff9b::808:808",
    "::ffff:8.8.8.8",
)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(tmp_path)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_what_is_not_public_is_refused(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_public_is_not(address: str) -> None:
    assert is_public(address)


def test_an_allowance_is_exact() -> None:
    allowed = (ip_network("127.0.0.2/32"),)
    assert is_public("127.0.0.2", allowed)
    assert not is_public("127.0.0.1", allowed)
    assert not is_public("::ffff:127.0.0.2", allowed)


def test_no_spelling_of_loopback_is_connected_to(run: Run) -> None:
    with (
        PictureServer(lambda _: Reply(picture())) as four,
        PictureServer(lambda _: Reply(picture()), host="::1") as six,
    ):
        urls = [f"http://{host}:{server.port}/a.jpg" for host in LOOPBACK_SPELLINGS for server in (four, six)]
        urls += [
            f"http://zhimg.com@127.0.0.1:{four.port}/a.jpg",
            f"http://127.0.0.1:{four.port}\\@zhimg.com/a.jpg",
        ]
        snapshot = run(*urls, options=MirrorOptions(limits=QUICK, network=Network()))
        assert four.connections == six.connections == 0
        outcomes = {row.outcome for row in snapshot.rows.values()}
        # some are names to a resolver, which may be slow to say that it knows none
        unknown = {Outcome.UNREACHABLE, Outcome.UNRESOLVED, Outcome.TIMEOUT}
        assert outcomes <= {Outcome.FORBIDDEN, Outcome.BAD_URL, *unknown}
        assert (
            snapshot.rows[identify_picture(f"http://0x7f.1:{four.port}/a.jpg")].outcome is Outcome.FORBIDDEN
        )


def test_the_control_does_connect(run: Run) -> None:
    with PictureServer(lambda _: Reply(picture())) as server:
        run(f"http://2130706433:{server.port}/a.jpg", f"http://127.0.0.1:{server.port}/a.jpg")
        assert server.connections > 0


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]"])
def test_a_redirect_into_the_own_network_is_refused(run: Run, host: str) -> None:
    with PictureServer(lambda _: Reply(picture())) as inner:
        target = f"http://{host}:{inner.port}/a.jpg"
        with PictureServer(
            lambda _: Reply(status=301, headers={"Location": target}), host="127.0.0.2"
        ) as outer:
            network = Network(allowed=(ip_network("127.0.0.2/32"),))
            snapshot = run(f"{outer.base}/a.jpg", options=MirrorOptions(limits=QUICK, network=network))
        assert inner.connections == 0
        assert outer.connections == 1
        assert {row.outcome for row in snapshot.rows.values()} <= {Outcome.FORBIDDEN, Outcome.BAD_URL}


@pytest.mark.parametrize(
    "answers",
    [
        [("127.0.0.1",)],
        [("127.0.0.3", "127.0.0.1")],  # one of several
        [("127.0.0.3",), ("127.0.0.1",)],  # rebinding: the first answer may be connected to, the second not
    ],
)
def test_a_name_that_leads_into_the_own_network_is_refused(run: Run, answers: list[tuple[str, ...]]) -> None:
    allowed = (ip_network("127.0.0.3/32"),)
    with PictureServer(lambda _: Reply(picture())) as server:
        resolver = NameServer(server.port, *answers)
        options = MirrorOptions(limits=QUICK, network=Network(allowed=allowed, resolver=resolver))
        run("http://a.example/1.jpg", "http://a.example/2.jpg", "http://b.example/1.jpg", options=options)
        assert server.connections == 0


def test_the_checked_address_is_the_connected_one(run: Run) -> None:
    with PictureServer(lambda _: Reply(picture()), host="127.0.0.3") as server:
        resolver = NameServer(server.port, ("127.0.0.3",))
        network = Network(allowed=(ip_network("127.0.0.3/32"),), resolver=resolver)
        snapshot = run("http://a.example/1.jpg", options=MirrorOptions(limits=QUICK, network=network))
        assert server.connections == 1
        assert snapshot.find(identify_picture("http://a.example/1.jpg")) is not None
