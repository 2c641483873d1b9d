# The same as writer.sh, by a program that writes its title over its arguments and environment.
# With $5 "seek" it opens /dev/stdout itself, which then does not append.
use strict;
use Fcntl;
my ($notes, $name, $pause, $lines, $how) = @ARGV;
my ($instance, $generation) = ($ENV{OTTUGI_INSTANCE}, $ENV{OTTUGI_GENERATION});
$0 = "$name: " . ('master process ' x 400);
open(my $stat, '<', '/proc/self/stat') or die;
my $start = (split / /, (<$stat> =~ s/.*\) //r))[19];
close $stat;
my $id = "$name.$instance.$generation.$$.$start";
sub note {
    my ($file, $text) = @_;
    open(my $out, '>>', "$notes/$file") or die;
    syswrite $out, "$text\n";
}
note('births', "$name $instance $generation $$ $start");
my $out = \*STDOUT;
if ($how eq 'seek') {
    sysopen(my $own, '/dev/stdout', O_WRONLY) or die;
    sysseek($own, 0, 2);
    $out = $own;
}
my $line = 0;
while (1) {
    for (1 .. $lines) {
        $line++;
        syswrite $out, "$id $line\n";
    }
    note("written.$name", "$id $line");
    select undef, undef, undef, $pause;
}
