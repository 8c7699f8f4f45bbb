/** What the relay writes to standard error once it is connected. */
export const relayReady = 'connected';

/**
 * Joins standard input and output to a TCP port, with half-close in both directions. In Perl because `perl-base` is essential on
 * Debian, whatever an image holds. Arguments: port, then addresses to try in order.
 */
export const relayProgram = `
use strict; use warnings; use Socket;
my ($port, @hosts) = @ARGV; my $sock; my $err = 'no address';
$SIG{PIPE} = 'IGNORE';
for my $host (@hosts) {
  socket(my $try, PF_INET, SOCK_STREAM, 0) or die "socket: $!";
  if (connect($try, sockaddr_in($port, inet_aton($host)))) { $sock = $try; last; }
  $err = "$!";
}
defined $sock or do { print STDERR $err; exit 1; };
setsockopt($sock, 6, 1, pack('l', 1));
sub pump {
  my ($from, $to) = @_;
  while (1) {
    my $got = sysread($from, my $bytes, 65536);
    next if !defined $got && $!{EINTR};
    return if !$got;
    my $at = 0;
    while ($at < $got) {
      my $put = syswrite($to, $bytes, $got - $at, $at);
      next if !defined $put && $!{EINTR};
      return if !defined $put;
      $at += $put;
    }
  }
}
syswrite(STDERR, '${relayReady}');
my $child = fork();
defined $child or die "fork: $!";
if ($child == 0) {
  close(STDOUT); close(STDERR);
  pump(\\*STDIN, $sock);
  shutdown($sock, 1);
  exit 0;
}
close(STDIN);
pump($sock, \\*STDOUT);
close(STDOUT);
waitpid($child, 0);
`;
